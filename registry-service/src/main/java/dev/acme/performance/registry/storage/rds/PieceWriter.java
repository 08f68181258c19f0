package dev.acme.performance.registry.storage.rds;

import java.sql.SQLException;

/** Takes a new archive's bytes, each piece but the last of {@link Chunks#BYTES}. */
interface PieceWriter extends AutoCloseable {
    /** The number under which the bytes can be found. */
    long object();

    /** Stores the first {@code length} bytes of the array, which is reused afterwards. */
    void write(byte[] piece, int length) throws SQLException;

    @Override
    void close() throws SQLException;
}
