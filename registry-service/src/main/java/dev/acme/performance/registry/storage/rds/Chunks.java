package dev.acme.performance.registry.storage.rds;

import dev.acme.performance.registry.storage.ByteRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;

/** An archive as rows of 256 KiB, neither compressed nor in one value, which a reader would hold whole. */
final class Chunks implements Layout {
    static final int BYTES = 256 << 10;

    private static final String NEXT = "select nextval('performance_registry.chunks')";
    private static final String INSERT = "insert into performance_registry.chunk (object, seq, data) values (?, ?, ?)";
    private static final String DELETE = "delete from performance_registry.chunk where object = ?";

    private final ArchiveNames names = new ArchiveNames("performance_registry.chunked_archive");

    @Override
    public Optional<StoredArchive> find(Connection connection, String name) throws SQLException {
        return names.find(connection, name);
    }

    /** COPY takes no parameters; all that stands in its text are numbers. */
    @Override
    public Pieces read(Connection connection, StoredArchive archive, ByteRange range, int pieceBytes)
            throws SQLException {
        int perChunk = BYTES / pieceBytes;
        var query = ("copy (select p::int, substring((select data from performance_registry.chunk"
                        + " where object = %d and seq = p / %d) from p %% %d * %d + 1 for %d)"
                        + " from generate_series(%d::int, %d::int) p) to stdout (format binary)")
                .formatted(
                        archive.object(),
                        perChunk,
                        perChunk,
                        pieceBytes,
                        pieceBytes,
                        range.from() / pieceBytes,
                        range.last() / pieceBytes);
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(query);
        return new CopiedPieces(copy, archive.sizeBytes(), range, pieceBytes);
    }

    @Override
    public PieceWriter write(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(NEXT);
                var rows = query.executeQuery()) {
            rows.next();
            return new Writer(rows.getLong(1), connection.prepareStatement(INSERT));
        }
    }

    @Override
    public void replace(Connection connection, String name, StoredArchive archive) throws SQLException {
        var replaced = names.put(connection, name, archive);
        if (replaced.isPresent()) {
            try (var delete = connection.prepareStatement(DELETE)) {
                delete.setLong(1, replaced.getAsLong());
                delete.executeUpdate();
            }
        }
    }

    /** One row for each piece. */
    private static final class Writer implements PieceWriter {
        private final long object;
        private final PreparedStatement insert;
        private int seq;

        Writer(long object, PreparedStatement insert) {
            this.object = object;
            this.insert = insert;
        }

        @Override
        public long object() {
            return object;
        }

        @Override
        public void write(byte[] piece, int length) throws SQLException {
            insert.setLong(1, object);
            insert.setInt(2, seq++);
            insert.setBytes(3, length == piece.length ? piece : java.util.Arrays.copyOf(piece, length));
            insert.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            insert.close();
        }
    }
}
