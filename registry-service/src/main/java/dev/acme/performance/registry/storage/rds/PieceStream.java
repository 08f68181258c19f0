package dev.acme.performance.registry.storage.rds;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;

/** Cuts an archive's bytes into pieces on their way into the database, and takes their mark. */
final class PieceStream extends OutputStream {
    private final PieceWriter writer;
    private final long announced;
    private final MessageDigest digest = sha256();
    private final byte[] piece = new byte[Chunks.BYTES];
    private int held;
    private long count;

    /** @param announced the number of bytes that must come */
    PieceStream(PieceWriter writer, long announced) {
        this.writer = writer;
        this.announced = announced;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (count + length > announced) {
            throw new IOException("more than the " + announced + " bytes announced");
        }
        count += length;
        digest.update(source, offset, length);
        int from = offset;
        int left = length;
        while (left > 0) {
            int n = Math.min(left, piece.length - held);
            System.arraycopy(source, from, piece, held, n);
            held += n;
            from += n;
            left -= n;
            if (held == piece.length) {
                store();
            }
        }
    }

    /** Stores the rest. */
    StoredArchive finish() throws IOException {
        if (count != announced) {
            throw new IOException(count + " bytes instead of the " + announced + " announced");
        }
        if (held > 0) {
            store();
        }
        return new StoredArchive(writer.object(), count, HexFormat.of().formatHex(digest.digest()));
    }

    /** Not as an {@link IOException}, which tells that the archive could not be produced. */
    private void store() {
        try {
            writer.write(piece, held);
            held = 0;
        } catch (SQLException e) {
            throw RdsFailures.inBody(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
