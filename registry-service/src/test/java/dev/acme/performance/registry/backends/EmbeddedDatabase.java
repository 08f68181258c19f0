package dev.acme.performance.registry.backends;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL on loopback, as a process of its own, and the folder with its credentials. */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String USER = "postgres";

    private final EmbeddedPostgres postgres;
    private final Path credentials;

    private EmbeddedDatabase(EmbeddedPostgres postgres, Path credentials) {
        this.postgres = postgres;
        this.credentials = credentials;
    }

    public static EmbeddedDatabase start() {
        return start(Map.of());
    }

    /** One that speaks TLS too, as this server. */
    public static EmbeddedDatabase start(Authority.Server identity) {
        return start(Map.of(
                "ssl",
                "on",
                "ssl_cert_file",
                identity.certificate().toString(),
                "ssl_key_file",
                identity.key().toString()));
    }

    private static EmbeddedDatabase start(Map<String, String> settings) {
        try {
            var credentials = Files.createTempDirectory("database-credentials");
            Files.writeString(credentials.resolve("username"), USER + "\n");
            Files.writeString(credentials.resolve("password"), "any");
            var builder = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("max_connections", "200")
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
            settings.forEach(builder::setServerConfig);
            return new EmbeddedDatabase(builder.start(), credentials);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return postgres.getPort();
    }

    /** What a service needs to keep its archives here, through the given port of loopback. */
    public Map<String, String> environment(int port) {
        return Map.of(
                "STORAGE_BACKEND",
                "rds",
                "DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "DATABASE_CREDENTIALS",
                credentials.toString());
    }

    /** A connection behind everybody's back. */
    public Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/postgres", USER, "any");
    }

    /** Runs one statement behind everybody's back. */
    public void run(String sql) {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            var _ = statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The one number that a question has for an answer. */
    public long number(String sql) {
        try (var connection = connection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
            Files.deleteIfExists(credentials.resolve("username"));
            Files.deleteIfExists(credentials.resolve("password"));
            Files.deleteIfExists(credentials);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
