package dev.acme.performance.local.backends;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** PostgreSQL as a process of its own, on loopback. */
public final class PostgresBackend implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final String USER = "postgres";

    private final EmbeddedPostgres postgres;

    private PostgresBackend(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts it with its data and its program under a folder.
     *
     * @param port 0 for one that is free
     */
    public static PostgresBackend start(Path folder, int port) {
        try {
            Files.createDirectories(folder);
            var postgres = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.resolve("data"))
                    .setOverrideWorkingDirectory(folder.resolve("program").toFile())
                    .setCleanDataDirectory(true)
                    .setPGStartupWait(START_LIMIT)
                    .setRegisterShutdownHook(false)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new PostgresBackend(postgres);
        } catch (IOException | RuntimeException e) {
            throw new BackendFailure("PostgreSQL did not start: " + e.getMessage(), e);
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

    /** Who may come in from this machine, with any password. */
    public Credentials credentials() {
        return new Credentials(USER, "any");
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
