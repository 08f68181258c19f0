package dev.acme.performance.local.backends;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** PostgreSQL as a process of its own. */
public final class PostgresBackend implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final String USER = "postgres";

    private final EmbeddedPostgres postgres;
    private final Credentials credentials;

    private PostgresBackend(EmbeddedPostgres postgres, Credentials credentials) {
        this.postgres = postgres;
        this.credentials = credentials;
    }

    /**
     * Starts it with its data and its program under a folder. From this machine everybody may come in, from elsewhere
     * only who has the password.
     */
    public static PostgresBackend start(Path folder, ListenAddress address, String password) {
        try {
            Files.createDirectories(folder);
            var postgres = EmbeddedPostgres.builder()
                    .setPort(address.port())
                    .setServerConfig("listen_addresses", address.host())
                    .setLocaleConfig("locale", "C")
                    .setDataDirectoryCustomizer(PostgresBackend::admitWithPassword)
                    .setDataDirectory(folder.resolve("data"))
                    .setOverrideWorkingDirectory(folder.resolve("program").toFile())
                    .setCleanDataDirectory(true)
                    .setPGStartupWait(START_LIMIT)
                    .setRegisterShutdownHook(false)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var backend = new PostgresBackend(postgres, new Credentials(USER, password));
            backend.setPassword();
            return backend;
        } catch (IOException | RuntimeException | SQLException e) {
            throw new BackendFailure("PostgreSQL did not start: " + e.getMessage(), e);
        }
    }

    private static void admitWithPassword(File data) {
        try {
            Files.writeString(data.toPath().resolve("pg_hba.conf"), """
                    local all all trust
                    host all all 127.0.0.1/32 trust
                    host all all ::1/128 trust
                    host all all all scram-sha-256
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void setPassword() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ALTER USER %s PASSWORD %s"
                    .formatted(
                            statement.enquoteIdentifier(USER, false), statement.enquoteLiteral(credentials.secret())));
        }
    }

    /** Where it writes its process id while it runs; it is a daemon and outlives whoever started it. */
    public static Path pidFile(Path folder) {
        return folder.resolve("data/postmaster.pid");
    }

    /** Such as {@code jdbc:postgresql://localhost:5432/postgres?user=postgres}. */
    public String jdbcUrl() {
        return postgres.getJdbcUrl(USER, USER);
    }

    /** The same without credentials, such as {@code jdbc:postgresql://127.0.0.1:5432/postgres}. */
    public String address() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    public Credentials credentials() {
        return credentials;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new BackendFailure("PostgreSQL did not stop", e);
        }
    }
}
