package dev.acme.performance.registry.storage.rds;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of the pool in somebody's hands; given back clean, or not at all. */
final class Lent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lent.class);

    private final HikariDataSource pool;
    private final Connection connection;
    private boolean isSpoilt;
    private boolean isClosed;

    Lent(HikariDataSource pool, Connection connection) {
        this.pool = pool;
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Bounds each wait for the database's next bytes. */
    void patience(Duration limit) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
    }

    /** From here on the connection is of use to nobody else, until {@link #restore}. */
    void spoil() {
        isSpoilt = true;
    }

    void restore() {
        isSpoilt = false;
    }

    /** Ends its transaction; a spoilt one is cut, for to read the rest of a body would take as long as to send it. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (connection) {
            if (isSpoilt) {
                cut();
            } else {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debug("a connection is given up", e);
        }
    }

    private void cut() throws SQLException {
        pool.evictConnection(connection);
        connection.abort(Runnable::run);
    }
}
