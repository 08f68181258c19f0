package dev.acme.performance.local.backends;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * PostgreSQL as a process of its own, with one database that one role owns.
 *
 * <p>Implementation notes: whoever is a superuser may start programs, so nobody is one without a password, not even for the
 * moment of the start. {@code initdb} takes the superuser's from a file; the builder hands it every "locale" setting as an
 * option.
 */
public final class PostgresBackend implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    /** The role, and its database. */
    private static final String MODELS = "models";
    /** Of all its clients together; PostgreSQL alone would say 100. */
    public static final int MAX_CONNECTIONS = 300;

    private final EmbeddedPostgres postgres;
    private final Credentials credentials;
    private final Optional<Relay> way;

    private PostgresBackend(EmbeddedPostgres postgres, Credentials credentials, Optional<Relay> way) {
        this.postgres = postgres;
        this.credentials = credentials;
        this.way = way;
    }

    /**
     * Starts it anew with its data and its program under a folder. Whoever has the password may come in as
     * {@code models}; the superuser's password is a new one that is kept nowhere.
     */
    public static PostgresBackend start(Path folder, ListenAddress address, String password) {
        try {
            Files.createDirectories(folder);
            delete(folder.resolve("data"));
            var backend =
                    new PostgresBackend(started(folder, address), new Credentials(MODELS, password), Optional.empty());
            backend.makeDatabase();
            return backend;
        } catch (IOException | RuntimeException e) {
            throw new BackendFailure("PostgreSQL did not start: " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres started(Path folder, ListenAddress address) throws IOException {
        String superuserPassword = Credentials.random().secret();
        // readable by its owner only
        var passwordFile = Files.createTempFile(folder.toAbsolutePath(), "password", "");
        try {
            Files.writeString(passwordFile, superuserPassword);
            return EmbeddedPostgres.builder()
                    .setPort(address.port())
                    .setServerConfig("listen_addresses", address.host())
                    .setServerConfig("max_connections", Integer.toString(MAX_CONNECTIONS))
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setConnectConfig("password", superuserPassword)
                    .setDataDirectoryCustomizer(PostgresBackend::admitWithPassword)
                    .setDataDirectory(folder.resolve("data"))
                    .setOverrideWorkingDirectory(folder.resolve("program").toFile())
                    .setCleanDataDirectory(true)
                    .setPGStartupWait(START_LIMIT)
                    .setRegisterShutdownHook(false)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } finally {
            Files.delete(passwordFile);
        }
    }

    private static void admitWithPassword(File data) {
        try {
            Files.writeString(data.toPath().resolve("pg_hba.conf"), """
                    local all all scram-sha-256
                    host all all all scram-sha-256
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeDatabase() {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE %s LOGIN NOSUPERUSER PASSWORD %s"
                    .formatted(MODELS, statement.enquoteLiteral(credentials.secret())));
            statement.execute("CREATE DATABASE %s OWNER %s".formatted(MODELS, MODELS));
        } catch (SQLException e) {
            close();
            throw new BackendFailure("no database could be made: " + e.getMessage(), e);
        }
    }

    /** What one that was killed left would be taken for a database that is ready, with a password that nobody knows. */
    private static void delete(Path data) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Where it writes its process id while it runs; it is a daemon and outlives whoever started it. */
    public static Path pidFile(Path folder) {
        return folder.resolve("data/postmaster.pid");
    }

    /** The same database, reached where the answer to each question comes as the shape says. */
    PostgresBackend behind(ListenAddress address, Shape shape) {
        return new PostgresBackend(
                postgres,
                credentials,
                Optional.of(Relay.open(address, postgres.getPort(), shape, Relay.Questions.ALL)));
    }

    /** Without credentials, such as {@code jdbc:postgresql://127.0.0.1:5432/models}. */
    public String address() {
        return "jdbc:postgresql://127.0.0.1:" + way.map(Relay::port).orElseGet(postgres::getPort) + "/" + MODELS;
    }

    public Credentials credentials() {
        return credentials;
    }

    @Override
    public void close() {
        way.ifPresent(Relay::close);
        try {
            postgres.close();
        } catch (IOException e) {
            throw new BackendFailure("PostgreSQL did not stop", e);
        }
    }
}
