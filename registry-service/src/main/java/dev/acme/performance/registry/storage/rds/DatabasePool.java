package dev.acme.performance.registry.storage.rds;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.acme.performance.registry.storage.PoolState;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** A bounded number of connections to the database, by HikariCP. */
final class DatabasePool implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration PROBE = Duration.ofSeconds(2);

    /** Of a pool that nobody has used. */
    private static final PoolState NOTHING_LENT = new PoolState(0, 0);

    private final HikariDataSource pool;

    private DatabasePool(HikariDataSource pool) {
        this.pool = pool;
    }

    /** For downloads: a transaction sees one state of the database, from its first question to its last byte. */
    static DatabasePool reading(RdsSettings settings) {
        var config = config(settings, settings.firstByte(), settings.acquire());
        config.setPoolName("registry-readers");
        config.setMaximumPoolSize(settings.readers());
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setReadOnly(true);
        return new DatabasePool(new HikariDataSource(config));
    }

    /** For whoever fills the registry. */
    static DatabasePool writing(RdsSettings settings, int connections, Duration timeout) {
        var config = config(settings, timeout, timeout);
        config.setPoolName("registry-writers");
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        return new DatabasePool(new HikariDataSource(config));
    }

    /**
     * One connection of its own, so that a busy pool does not look like a lost database. There is none before it is asked for:
     * a function never asks, and a hundred of them would take a hundred connections of the database for nothing.
     */
    static DatabasePool probing(RdsSettings settings) {
        var config = config(settings, PROBE, PROBE);
        config.setPoolName("registry-probe");
        config.setMaximumPoolSize(1);
        var lazy = new HikariDataSource();
        config.copyStateTo(lazy);
        return new DatabasePool(lazy);
    }

    /** A source of connections that nobody pools. */
    static PGSimpleDataSource source(RdsSettings settings, Duration patience) {
        var source = new PGSimpleDataSource();
        source.setURL(settings.url());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        settings.rootCertificate().ifPresent(file -> {
            source.setSslMode("verify-full");
            source.setSslRootCert(file.toString());
        });
        source.setConnectTimeout((int) CONNECT.toSeconds());
        source.setSocketTimeout((int) patience.toSeconds());
        source.setTcpKeepAlive(true);
        source.setApplicationName("registry-service");
        return source;
    }

    private static HikariConfig config(RdsSettings settings, Duration patience, Duration acquire) {
        var config = new HikariConfig();
        config.setDataSource(source(settings, patience));
        config.setAutoCommit(false);
        config.setConnectionTimeout(acquire.toMillis());
        config.setValidationTimeout(Math.min(CONNECT.toMillis(), acquire.toMillis()));
        // whether the database is there is for the probe to say
        config.setInitializationFailTimeout(-1);
        return config;
    }

    /**
     * Waits for a connection.
     *
     * @throws StorageFailure where none comes in time
     */
    Lent lend() {
        try {
            return new Lent(pool, pool.getConnection());
        } catch (SQLException e) {
            throw notLent(e);
        }
    }

    PoolState state() {
        return Optional.ofNullable(pool.getHikariPoolMXBean())
                .map(state -> new PoolState(state.getActiveConnections(), state.getThreadsAwaitingConnection()))
                .orElse(NOTHING_LENT);
    }

    @Override
    public void close() {
        pool.close();
    }

    /** With every connection in use the pool is too small, whatever else went wrong before. */
    private StorageFailure notLent(SQLException e) {
        if (state().leased() >= pool.getMaximumPoolSize()) {
            return new StorageFailure(Reason.POOL_EXHAUSTED, "database pool: " + e.getMessage(), e);
        }
        return e.getCause() instanceof SQLException cause
                ? RdsFailures.named(cause)
                : new StorageFailure(Reason.TIMED_OUT, "no connection to the database came in time", e);
    }
}
