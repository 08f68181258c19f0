package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.http.AnswerReader;
import dev.acme.performance.loadgen.http.Failure;
import dev.acme.performance.loadgen.stats.Tally;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads what comes on one thread's connections, and tells when an answer ended, well or not. */
final class Answers {
    private final ByteBuffer buffer;
    private final Tally tally;
    private final Listener listener;

    Answers(ByteBuffer buffer, Tally tally, Listener listener) {
        this.buffer = buffer;
        this.tally = tally;
        this.listener = listener;
    }

    /** What became of a request, or of a connection. */
    interface Listener {
        /** An answer came to its end; {@code isOverlong} where bytes came after it. */
        void complete(Connection connection, long now, boolean isOverlong);

        /** A request failed: what its connection carries belongs to none any more. */
        void fail(Connection connection, Failure failure, long now);

        /** The server closed a connection on which nothing was under way. */
        void lost(Connection connection, long now);
    }

    /** One read an event: no client keeps the others waiting. Returns the instant at which it had been read. */
    long readable(Connection client) {
        buffer.clear();
        int read;
        try {
            read = client.read(buffer);
        } catch (IOException e) {
            long now = System.nanoTime();
            broken(client, now);
            return now;
        }
        long now = System.nanoTime();
        if (!client.isUnderWay()) {
            unasked(client, read, now);
        } else if (read < 0) {
            ended(client, now);
        } else {
            took(client, now);
        }
        return now;
    }

    private void took(Connection client, long now) {
        buffer.flip();
        client.took(now);
        AnswerReader answer = client.answer();
        switch (answer.feed(buffer)) {
            case MORE -> {}
            case DONE -> listener.complete(client, now, buffer.hasRemaining());
            case REFUSED -> listener.fail(client, answer.failure(Failure.CORRUPT), now);
            case MALFORMED -> listener.fail(client, Failure.CORRUPT, now);
        }
    }

    private void ended(Connection client, long now) {
        AnswerReader answer = client.answer();
        boolean isWhole = answer.endsWithConnection() && !client.body().isShort();
        if (isWhole) {
            listener.complete(client, now, false);
        } else {
            listener.fail(client, answer.brokenOff(), now);
        }
    }

    private void broken(Connection client, long now) {
        if (client.isUnderWay()) {
            listener.fail(client, client.answer().brokenOff(), now);
        } else {
            listener.lost(client, now);
        }
    }

    /** A server may close an idle connection; it may not answer what nobody asked. */
    private void unasked(Connection client, int read, long now) {
        if (read > 0) {
            tally.strayAnswer();
        }
        if (read != 0) {
            listener.lost(client, now);
        }
    }
}
