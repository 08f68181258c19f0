package dev.acme.performance.registry.storage.rds;

import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import org.postgresql.copy.CopyOut;

/** Numbered pieces of an archive out of PostgreSQL's binary COPY, each of which holds one row. */
final class CopiedPieces implements Pieces {
    private static final int SIGNATURE_BYTES = 11;
    private static final int HEADER_BYTES = SIGNATURE_BYTES + 2 * Integer.BYTES;
    private static final short FIELDS = 2;

    private final CopyOut copy;
    private final long sizeBytes;
    private final ByteRange range;
    private final int pieceBytes;
    private long number;
    private boolean begun;

    CopiedPieces(CopyOut copy, long sizeBytes, ByteRange range, int pieceBytes) {
        this.copy = copy;
        this.sizeBytes = sizeBytes;
        this.range = range;
        this.pieceBytes = pieceBytes;
        this.number = range.from() / pieceBytes;
    }

    @Override
    public ByteBuffer next() throws SQLException {
        var row = row();
        requireNumbered(row);
        long start = number * pieceBytes;
        int length = (int) Math.min(pieceBytes, sizeBytes - start);
        if (row.remaining() < Integer.BYTES || row.getInt() != length || row.remaining() != length) {
            throw damaged("has another length");
        }
        number++;
        int skipped = (int) Math.max(0, range.from() - start);
        int wanted = (int) Math.min(length, range.last() + 1 - start) - skipped;
        boolean isLast = start + length > range.last();
        if (isLast) {
            finish();
        }
        return row.slice(row.position() + skipped, wanted);
    }

    /** What comes after the last row tells that the copy is complete, and frees the connection. */
    private void finish() throws SQLException {
        for (var rest = copy.readFromCopy(); rest != null; rest = copy.readFromCopy()) {
            if (rest.length != Short.BYTES) {
                throw damaged("is not the last");
            }
        }
    }

    private ByteBuffer row() throws SQLException {
        var message = copy.readFromCopy();
        if (message == null) {
            throw damaged("is missing");
        }
        var row = ByteBuffer.wrap(message);
        if (!begun) {
            begun = true;
            if (message.length < HEADER_BYTES) {
                throw damaged("has no header");
            }
            int extension = row.getInt(SIGNATURE_BYTES + Integer.BYTES);
            row.position(Math.min(message.length, HEADER_BYTES + extension));
        }
        return row;
    }

    private void requireNumbered(ByteBuffer row) {
        boolean isNumbered = row.remaining() >= Short.BYTES + 2 * Integer.BYTES
                && row.getShort() == FIELDS
                && row.getInt() == Integer.BYTES
                && row.getInt() == number;
        if (!isNumbered) {
            throw damaged("is missing");
        }
    }

    private StorageFailure damaged(String how) {
        return new StorageFailure(Reason.DAMAGED, "piece " + number + " of the archive in the database " + how);
    }
}
