package dev.acme.performance.loadgen.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads one answer after the other from the pieces that a connection delivers. It holds no body: pieces go to the sink
 * in place. A head that came in one piece is parsed in the scratch array that all connections of a thread share; only a
 * head split over reads is kept, in an array of its own that is used again.
 */
public final class AnswerReader {
    /** What a piece led to. */
    public enum Step {
        /** The answer goes on. */
        MORE,
        /** The answer is complete; what the buffer still holds does not belong to it. */
        DONE,
        /** The sink refused it. */
        REFUSED,
        /** It is no HTTP that could be understood in one way only. */
        MALFORMED
    }

    private enum Phase {
        HEAD,
        FIXED,
        CHUNKED,
        UNTIL_CLOSE
    }

    private static final byte[] NOTHING = {};
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int FOUND = 302;
    private static final int NOT_MODIFIED = 304;
    private static final int TEMPORARY_REDIRECT = 307;

    private final HeadParser parser = new HeadParser();
    private final ChunkedBody chunks = new ChunkedBody();
    private final byte[] scratch;
    private final BodySink sink;
    private final boolean answersHead;
    private Phase phase = Phase.HEAD;
    private byte[] kept = NOTHING;
    private int keptBytes;
    private int interimBytes;
    private long left;

    /** {@code scratch} comes from {@link #scratch()}; {@code answersHead}: the request's method is HEAD. */
    public AnswerReader(byte[] scratch, BodySink sink, boolean answersHead) {
        this.scratch = scratch;
        this.sink = sink;
        this.answersHead = answersHead;
        reset();
    }

    /** A reader for another connection of the same client, whose bodies go to the same sink. */
    public AnswerReader another() {
        return new AnswerReader(scratch, sink, false);
    }

    /** Room for one head, to be shared by all readers of one thread. */
    public static byte[] scratch() {
        return new byte[HeadParser.LIMIT];
    }

    /** Forgets everything and expects the next answer's first byte. */
    public void reset() {
        parser.reset();
        phase = Phase.HEAD;
        keptBytes = 0;
        interimBytes = 0;
        left = 0;
    }

    /** Reads on from the buffer's position. */
    public Step feed(ByteBuffer in) {
        Step step = Step.MORE;
        while (phase == Phase.HEAD && step == Step.MORE && in.hasRemaining()) {
            step = head(in);
        }
        return phase == Phase.HEAD || step != Step.MORE ? step : body(in);
    }

    /** Whether the connection's end is how this answer ends. */
    public boolean endsWithConnection() {
        return phase == Phase.UNTIL_CLOSE;
    }

    /** The class of an answer that came no further. */
    public Failure brokenOff() {
        return phase == Phase.HEAD ? Failure.RESET : Failure.ofStatus(parser.status(), Failure.TRUNCATED);
    }

    /** Of a complete head. */
    public int status() {
        return parser.status();
    }

    public boolean isColdStart() {
        return parser.isColdStart();
    }

    public CacheWord cache() {
        return parser.cache();
    }

    /** Where the answer sends its reader; valid until the next answer. */
    public Location location() {
        return parser.location();
    }

    /** Whether the answer says: ask there instead, in the same way. */
    public boolean isRedirect() {
        return parser.status() == FOUND || parser.status() == TEMPORARY_REDIRECT;
    }

    /** Whether the connection may carry another request. */
    public boolean keepsAlive() {
        return parser.keepsAlive() && phase != Phase.UNTIL_CLOSE;
    }

    private Step head(ByteBuffer in) {
        int before = keptBytes;
        int piece = Math.min(in.remaining(), HeadParser.LIMIT - interimBytes - before);
        byte[] bytes = before == 0 ? scratch : roomFor(before + piece);
        in.get(in.position(), bytes, before, piece);
        int length = parser.parse(bytes, before + piece);
        if (length == HeadParser.INCOMPLETE) {
            in.position(in.position() + piece);
            return keep(bytes, before + piece);
        }
        if (length == HeadParser.MALFORMED) {
            return Step.MALFORMED;
        }
        in.position(in.position() + length - before);
        keptBytes = 0;
        return parser.status() < 200 ? interim(length) : begin();
    }

    private byte[] roomFor(int bytes) {
        if (kept.length < bytes) {
            kept = Arrays.copyOf(kept, Math.min(HeadParser.LIMIT, Math.max(2 * bytes, 512)));
        }
        return kept;
    }

    private Step keep(byte[] bytes, int length) {
        if (interimBytes + length >= HeadParser.LIMIT) {
            return Step.MALFORMED;
        }
        if (bytes == scratch) {
            System.arraycopy(scratch, 0, roomFor(length), 0, length);
        }
        keptBytes = length;
        return Step.MORE;
    }

    /** 100 Continue, 103 Early Hints: another head follows. A protocol that was not asked for is no answer. */
    private Step interim(int length) {
        interimBytes += length;
        if (interimBytes >= HeadParser.LIMIT || parser.status() == SWITCHING_PROTOCOLS) {
            return Step.MALFORMED;
        }
        parser.reset();
        return Step.MORE;
    }

    private Step begin() {
        int status = parser.status();
        long announced = parser.isChunked() ? -1 : parser.contentLength();
        if (answersHead || status == NO_CONTENT || status == NOT_MODIFIED) {
            phase = Phase.FIXED;
        } else if (parser.isChunked()) {
            phase = Phase.CHUNKED;
            chunks.reset();
        } else {
            phase = announced < 0 ? Phase.UNTIL_CLOSE : Phase.FIXED;
            left = announced;
        }
        return sink.begin(status, announced) ? Step.MORE : Step.REFUSED;
    }

    private Step body(ByteBuffer in) {
        return switch (phase) {
            case FIXED, HEAD -> fixed(in);
            case CHUNKED -> chunks.feed(in, sink);
            case UNTIL_CLOSE -> !in.hasRemaining() || sink.take(in) ? Step.MORE : Step.REFUSED;
        };
    }

    private Step fixed(ByteBuffer in) {
        int piece = (int) Math.min(left, in.remaining());
        if (piece > 0) {
            int limit = in.limit();
            left -= piece;
            in.limit(in.position() + piece);
            boolean isWelcome = sink.take(in);
            in.limit(limit);
            if (!isWelcome) {
                return Step.REFUSED;
            }
        }
        return left == 0 ? Step.DONE : Step.MORE;
    }
}
