package dev.acme.performance.registry.storage.rds;

import dev.acme.performance.registry.storage.ByteRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** How archives lie in the database; all calls are made within a transaction of the caller. */
interface Layout {
    Optional<StoredArchive> find(Connection connection, String name) throws SQLException;

    /**
     * Begins to read a part, which lies within the archive; the connection can do nothing else before its last byte.
     *
     * @param pieceBytes most bytes of a piece
     */
    Pieces read(Connection connection, StoredArchive archive, ByteRange range, int pieceBytes) throws SQLException;

    /** Begins to write a new archive, which nobody sees before {@link #replace}. */
    PieceWriter write(Connection connection) throws SQLException;

    /** Gives the written bytes their name; whatever had it before is gone. */
    void replace(Connection connection, String name, StoredArchive archive) throws SQLException;

    static Layout of(RdsMode mode) {
        return switch (mode) {
            case BYTEA -> new Chunks();
            case LARGEOBJECT -> new LargeObjects();
        };
    }
}
