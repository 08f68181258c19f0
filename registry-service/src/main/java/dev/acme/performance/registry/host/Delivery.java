package dev.acme.performance.registry.host;

import dev.acme.performance.registry.storage.PieceSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a function's answer to the client as Lambda would: streamed at its pace, or whole and within its limit. What is held
 * of it on the heap is bounded: two pieces of a streamed answer, and of the others together what {@code room} holds.
 */
final class Delivery {
    /** Of a streamed answer; two of them are held. */
    static final int PIECE = 32 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int BAD_GATEWAY = 502;
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final AnswerSettings settings;
    private final BufferRoom room;

    Delivery(AnswerSettings settings, BufferRoom room) {
        this.settings = settings;
        this.room = room;
    }

    /**
     * Sends the answer on.
     *
     * @param ended told once the function's part is over, before the client has the last bytes: whoever asks again at once
     *     finds the environment free
     */
    void deliver(Reply.Streamed reply, Optional<StartTimes> start, TimedAnswer answer, Runnable ended) {
        var headers = headers(reply.headers(), start);
        var first = new byte[PIECE];
        int length;
        try {
            length = reply.body().readNBytes(first, 0, PIECE);
            if (length < PIECE) {
                atEnd(reply.body(), ended);
            }
        } catch (IOException e) {
            answer.refuse(truncated(e));
            return;
        }
        if (length < PIECE) {
            answer.send(reply.status(), headers, sink -> sink.accept(ByteBuffer.wrap(first, 0, length)));
        } else if (settings.streaming()) {
            try {
                answer.send(reply.status(), headers, sink -> stream(first, reply.body(), answer, sink, ended));
            } finally {
                drain(reply.body(), ended);
            }
        } else {
            whole(first, new Reply.Streamed(reply.status(), headers, reply.body()), answer, ended);
        }
    }

    /** An answer that may only leave once it has ended: refused by the length that it promises, before it is held. */
    private void whole(byte[] first, Reply.Streamed reply, TimedAnswer answer, Runnable ended) {
        var length = length(reply.headers());
        if (length.isEmpty() || length.getAsLong() > settings.bufferedBytes()) {
            drain(reply.body(), ended);
            answer.refuse(
                    length.isEmpty()
                            ? HostProblem.failed("Runtime.InvalidResponse", "an answer without its length")
                            : HostProblem.tooLarge(settings));
            return;
        }
        int bytes = (int) length.getAsLong();
        if (!room.take(bytes)) {
            drain(reply.body(), ended);
            answer.refuse(HostProblem.noBuffer());
            return;
        }
        try {
            byte[] all;
            try {
                all = rest(first, bytes, reply.body());
                atEnd(reply.body(), ended);
            } catch (IOException e) {
                answer.refuse(truncated(e));
                return;
            }
            answer.send(reply.status(), reply.headers(), sink -> sink.accept(ByteBuffer.wrap(all)));
        } finally {
            room.giveBack(bytes);
        }
    }

    private static byte[] rest(byte[] first, int bytes, ChunkedInput body) throws IOException {
        var all = Arrays.copyOf(first, Math.max(bytes, first.length));
        int read = first.length + body.readNBytes(all, first.length, all.length - first.length);
        if (read != bytes || body.read() >= 0) {
            throw new IOException("an answer of another length than its " + bytes + " bytes");
        }
        return all;
    }

    private void stream(byte[] first, ChunkedInput body, TimedAnswer answer, PieceSink sink, Runnable ended)
            throws IOException {
        var pace = new StreamPace(settings);
        var other = new byte[PIECE];
        long sent = 0;
        var piece = first;
        int length = first.length;
        while (length > 0) {
            int next = read(body, other, answer, ended);
            sent += length;
            if (settings.streamBytes() > 0 && sent > settings.streamBytes()) {
                answer.times().brokeOff(BAD_GATEWAY);
                throw new IOException("a streamed answer holds at most " + settings.streamBytes() + " bytes");
            }
            await(pace.before(length, System.nanoTime()));
            sink.accept(ByteBuffer.wrap(piece, 0, length));
            var written = piece;
            piece = other;
            other = written;
            length = next;
        }
    }

    private static int read(ChunkedInput body, byte[] into, TimedAnswer answer, Runnable ended) throws IOException {
        try {
            int length = body.readNBytes(into, 0, into.length);
            if (length == 0) {
                atEnd(body, ended);
            }
            return length;
        } catch (IOException e) {
            answer.times().brokeOff(BAD_GATEWAY);
            throw e;
        }
    }

    /** The environment is free, also where what it ended with is a failure: it told of it, and waits for the next call. */
    private static void atEnd(ChunkedInput body, Runnable ended) throws IOException {
        ended.run();
        checkEnd(body);
    }

    private static HostProblem truncated(IOException e) {
        return HostProblem.failed("Runtime.TruncatedResponse", String.valueOf(e.getMessage()));
    }

    private static OptionalLong length(Map<String, String> headers) {
        var text = headers.getOrDefault("content-length", "");
        return LENGTH.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
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
