package dev.acme.performance.registry.host;

import dev.acme.performance.registry.http.FrontAnswer;
import dev.acme.performance.registry.storage.PieceSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a function's answer to the client as Lambda would: streamed at its pace, or whole and within its limit. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int PIECE = 64 * 1024;

    private final AnswerSettings settings;

    Delivery(AnswerSettings settings) {
        this.settings = settings;
    }

    /**
     * Sends the answer on.
     *
     * @param ended told once the function's part is over, before the client has the last bytes: whoever asks again at once
     *     finds the environment free
     */
    void deliver(Reply.Streamed reply, Optional<StartTimes> start, FrontAnswer answer, Runnable ended) {
        var headers = headers(reply.headers(), start);
        int most = settings.streaming() ? PIECE : settings.bufferedBytes() + 1;
        byte[] first;
        try {
            first = reply.body().readNBytes(most);
            if (first.length < most) {
                checkEnd(reply.body());
                ended.run();
            }
        } catch (IOException e) {
            refuse(answer, HostProblem.failed("Runtime.TruncatedResponse", String.valueOf(e.getMessage())));
            return;
        }
        if (first.length < most) {
            answer.send(reply.status(), headers, sink -> sink.accept(ByteBuffer.wrap(first)));
        } else if (settings.streaming()) {
            try {
                answer.send(reply.status(), headers, sink -> stream(first, reply.body(), sink, ended));
            } finally {
                drain(reply.body(), ended);
            }
        } else {
            drain(reply.body(), ended);
            refuse(answer, HostProblem.tooLarge(settings));
        }
    }

    static void refuse(FrontAnswer answer, HostProblem problem) {
        var json = problem.json();
        answer.send(problem.status(), problem.headers(), sink -> sink.accept(ByteBuffer.wrap(json)));
    }

    private void stream(byte[] first, ChunkedInput body, PieceSink sink, Runnable ended) throws IOException {
        var pace = new StreamPace(settings);
        long sent = 0;
        var piece = first;
        while (piece.length > 0) {
            var next = body.readNBytes(PIECE);
            if (next.length == 0) {
                checkEnd(body);
                ended.run();
            }
            sent += piece.length;
            if (settings.streamBytes() > 0 && sent > settings.streamBytes()) {
                throw new IOException("a streamed answer holds at most " + settings.streamBytes() + " bytes");
            }
            await(pace.before(piece.length, System.nanoTime()));
            sink.accept(ByteBuffer.wrap(piece));
            piece = next;
        }
    }

    private static void checkEnd(ChunkedInput body) throws IOException {
        var error = body.error();
        if (error.isPresent()) {
            throw new IOException("the function failed half-way: " + error.get());
        }
    }

    /** The function is not told that its client has left: it goes on to its end. */
    private static void drain(ChunkedInput body, Runnable ended) {
        try {
            body.transferTo(OutputStream.nullOutputStream());
            ended.run();
        } catch (IOException e) {
            LOG.debug("answer not read to its end", e);
        }
    }

    private static void await(Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        for (long left = wait.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Map<String, String> headers(Map<String, String> told, Optional<StartTimes> start) {
        var headers = new TreeMap<>(told);
        start.ifPresent(
                times -> headers.merge("server-timing", times.serverTiming(), (old, added) -> old + ", " + added));
        return headers;
    }
}
