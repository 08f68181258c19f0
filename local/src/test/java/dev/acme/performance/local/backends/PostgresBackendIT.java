package dev.acme.performance.local.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may come in. */
final class PostgresBackendIT {
    private static final String PASSWORD = "it's \\ \"secret\"";

    @TempDir
    Path folder = Path.of("");

    @Test
    void fromElsewhereAPasswordIsNeeded() throws SQLException {
        try (var backend = PostgresBackend.start(folder, new ListenAddress("0.0.0.0", 0), PASSWORD)) {
            try (var connection = connection(backend, "127.0.0.1", "any")) {
                assertThat(connection.isValid(1)).isTrue();
            }
            try (var connection = connection(backend, "127.0.0.2", PASSWORD)) {
                assertThat(connection.isValid(1)).isTrue();
            }
            assertThatThrownBy(() -> connection(backend, "127.0.0.2", "any"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refusal -> assertThat(refusal.getSQLState()).isEqualTo("28P01"));
        }
    }

    private static Connection connection(PostgresBackend backend, String from, String password) throws SQLException {
        return DriverManager.getConnection(
                backend.address() + "?localSocketAddress=" + from,
                backend.credentials().id(),
                password);
    }
}
