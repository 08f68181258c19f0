package dev.acme.performance.registry.storage.rds;

import dev.acme.performance.registry.storage.OpeningTimes;
import dev.acme.performance.registry.storage.PieceSink;
import dev.acme.performance.registry.storage.StoredBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;

/** An archive, or a part of one, on its way from the database. */
final class RdsBody implements StoredBody {
    private final Lent lent;
    private final Pieces pieces;
    private final ByteBuffer first;
    private final long length;
    private final OpeningTimes times;

    /**
     * @param lent spoilt as long as the body is under way
     * @param first the piece that has come already
     */
    RdsBody(Lent lent, Pieces pieces, ByteBuffer first, long length, OpeningTimes times) {
        this.lent = lent;
        this.pieces = pieces;
        this.first = first;
        this.length = length;
        this.times = times;
    }

    @Override
    public OpeningTimes times() {
        return times;
    }

    @Override
    public void sendTo(PieceSink sink) throws IOException {
        long left = length - first.remaining();
        var piece = first;
        while (left > 0) {
            sink.accept(piece);
            piece = next();
            left -= piece.remaining();
        }
        // the connection is free before a slow client has taken the last piece
        lent.restore();
        lent.close();
        sink.accept(piece);
    }

    @Override
    public void close() {
        lent.close();
    }

    private ByteBuffer next() {
        try {
            return pieces.next();
        } catch (SQLException e) {
            throw RdsFailures.inBody(e);
        }
    }
}
