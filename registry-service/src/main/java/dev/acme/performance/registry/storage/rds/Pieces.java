package dev.acme.performance.registry.storage.rds;

import java.nio.ByteBuffer;
import java.sql.SQLException;

/** A part of an archive on its way from the database. */
@FunctionalInterface
interface Pieces {
    /**
     * The next bytes in order, none of them twice; one after the part's last byte is an error of the caller.
     *
     * @throws dev.acme.performance.registry.storage.StorageFailure where they are not what was stored
     */
    ByteBuffer next() throws SQLException;
}
