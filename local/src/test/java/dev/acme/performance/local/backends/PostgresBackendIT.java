package dev.acme.performance.local.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, and what may be done then. */
final class PostgresBackendIT {
    private static final String PASSWORD = "it's \\ \"secret\"";
    private static final String WRONG = "28P01";
    private static final String MISSING = "08004";
    private static final String FORBIDDEN = "42501";

    @TempDir
    static Path folder;

    private static PostgresBackend backend;

    @BeforeAll
    static void start() {
        backend = PostgresBackend.start(folder, new ListenAddress("0.0.0.0", 0), PASSWORD);
    }

    @AfterAll
    static void stop() {
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2"})
    void whoHasThePasswordComesIn(String from) throws SQLException {
        try (var connection = connection("models", from, PASSWORD)) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "models, 127.0.0.1, any, " + WRONG,
        "models, 127.0.0.2, any, " + WRONG,
        "models, 127.0.0.1, '', " + MISSING,
        "models, 127.0.0.2, '', " + MISSING,
        "postgres, 127.0.0.1, '', " + MISSING,
        "postgres, 127.0.0.2, '', " + MISSING,
    })
    void nobodyElseDoes(String user, String from, String password, String refusal) {
        assertThatThrownBy(() -> connection(user, from, password)).satisfies(state(refusal));
    }

    @Test
    void theSuperuserHasAnotherPassword() {
        assertThatThrownBy(() -> connection("postgres", "127.0.0.1", PASSWORD)).satisfies(state(WRONG));
    }

    @Test
    void theServiceMayMakeItsSchemaButStartNoProgram() throws SQLException {
        var credentials = backend.credentials();

        try (var connection = connection(credentials.id(), "127.0.0.1", credentials.secret());
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA performance_registry");

            assertThatThrownBy(() -> statement.execute("COPY (SELECT 1) TO PROGRAM 'cat'"))
                    .satisfies(state(FORBIDDEN));
            try (var role = statement.executeQuery("SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication"
                    + " FROM pg_roles WHERE rolname = current_user")) {
                assertThat(role.next()).isTrue();
                assertThat(role.getBoolean(1)).isFalse();
            }
        }
    }

    @Test
    void whatAnEarlierOneLeftIsReplaced(@TempDir Path left) throws Exception {
        Files.createFile(Files.createDirectories(left.resolve("data")).resolve("postgresql.conf"));

        try (var next = PostgresBackend.start(left, ListenAddress.ofLoopback(), PASSWORD);
                var connection = DriverManager.getConnection(next.address(), "models", PASSWORD)) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void noPasswordIsLeftInTheFolder() throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("data", "program");
        }
    }

    private static Consumer<Throwable> state(String expected) {
        return refusal -> assertThat(refusal)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        exception -> assertThat(exception.getSQLState()).isEqualTo(expected));
    }

    private static Connection connection(String user, String from, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("localSocketAddress", from);
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        return DriverManager.getConnection(backend.address(), properties);
    }
}
