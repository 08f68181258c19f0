package dev.acme.performance.registry.storage.rds;

import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** An archive as a large object, read by one request for each piece. */
final class LargeObjects implements Layout {
    /** Larger reads are slower (docs/adr/0011). */
    private static final int MOST_READ = 64 << 10;

    private final ArchiveNames names = new ArchiveNames("performance_registry.large_archive");

    @Override
    public Optional<StoredArchive> find(Connection connection, String name) throws SQLException {
        return names.find(connection, name);
    }

    @Override
    public Pieces read(Connection connection, StoredArchive archive, ByteRange range, int pieceBytes)
            throws SQLException {
        var object = manager(connection).open(archive.object(), LargeObjectManager.READ);
        if (range.from() > 0) {
            object.seek64(range.from(), LargeObject.SEEK_SET);
        }
        return new Reads(object, Math.min(pieceBytes, MOST_READ), range.length());
    }

    @Override
    public PieceWriter write(Connection connection) throws SQLException {
        long number = manager(connection).createLO();
        return new Writer(number, manager(connection).open(number, LargeObjectManager.WRITE));
    }

    @Override
    public void replace(Connection connection, String name, StoredArchive archive) throws SQLException {
        var replaced = names.put(connection, name, archive);
        if (replaced.isPresent()) {
            manager(connection).unlink(replaced.getAsLong());
        }
    }

    private static LargeObjectManager manager(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getLargeObjectAPI();
    }

    /** One request and its answer for each piece. */
    private static final class Reads implements Pieces {
        private final LargeObject object;
        private final int pieceBytes;
        private long left;

        Reads(LargeObject object, int pieceBytes, long length) {
            this.object = object;
            this.pieceBytes = pieceBytes;
            this.left = length;
        }

        @Override
        public ByteBuffer next() throws SQLException {
            int wanted = (int) Math.min(pieceBytes, left);
            var piece = object.read(wanted);
            if (piece.length != wanted) {
                throw new StorageFailure(
                        Reason.DAMAGED, "the large object ends " + (left - piece.length) + " bytes too early");
            }
            left -= wanted;
            return ByteBuffer.wrap(piece);
        }
    }

    /** One write for each piece. */
    private record Writer(long object, LargeObject large) implements PieceWriter {
        @Override
        public void write(byte[] piece, int length) throws SQLException {
            large.write(piece, 0, length);
        }

        @Override
        public void close() throws SQLException {
            large.close();
        }
    }
}
