package dev.acme.performance.loadgen.http;

import java.nio.ByteBuffer;

/** Takes a chunked body apart (RFC 9112, 7.1); extensions and trailers are skipped within a limit. */
final class ChunkedBody {
    /** Bytes of one chunk's size line, and of the trailer section. */
    static final int LINE_LIMIT = 16 * 1024;

    private static final int MAX_SIZE_DIGITS = 10;

    private enum Expect {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        TRAILER,
        TRAILER_LF,
        LAST_LF
    }

    private Expect expect = Expect.SIZE;
    private long size;
    private int digits;
    private int lineBytes;

    void reset() {
        expect = Expect.SIZE;
        size = 0;
        digits = 0;
        lineBytes = 0;
    }

    /** Reads on from the buffer's position; MORE only when the buffer is used up. */
    AnswerReader.Step feed(ByteBuffer in, BodySink sink) {
        while (in.hasRemaining()) {
            AnswerReader.Step step = expect == Expect.DATA ? data(in, sink) : framing(in.get());
            if (step != AnswerReader.Step.MORE) {
                return step;
            }
        }
        return AnswerReader.Step.MORE;
    }

    private AnswerReader.Step data(ByteBuffer in, BodySink sink) {
        int limit = in.limit();
        int piece = (int) Math.min(size, in.remaining());
        size -= piece;
        in.limit(in.position() + piece);
        boolean isWelcome = sink.take(in);
        in.limit(limit);
        if (size == 0) {
            expect = Expect.DATA_CR;
        }
        return isWelcome ? AnswerReader.Step.MORE : AnswerReader.Step.REFUSED;
    }

    private AnswerReader.Step framing(byte b) {
        if (++lineBytes > LINE_LIMIT) {
            return AnswerReader.Step.MALFORMED;
        }
        return switch (expect) {
            case SIZE -> size(b);
            case EXTENSION -> extension(b);
            case SIZE_LF -> b == '\n' ? sizeEnded() : AnswerReader.Step.MALFORMED;
            case DATA, DATA_CR -> expecting(b == '\r', Expect.DATA_LF);
            case DATA_LF -> {
                reset();
                yield expecting(b == '\n', Expect.SIZE);
            }
            case TRAILER_START -> b == '\r' ? expecting(true, Expect.LAST_LF) : trailer(b);
            case TRAILER -> trailer(b);
            case TRAILER_LF -> expecting(b == '\n', Expect.TRAILER_START);
            case LAST_LF -> b == '\n' ? AnswerReader.Step.DONE : AnswerReader.Step.MALFORMED;
        };
    }

    private AnswerReader.Step size(byte b) {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            size = (size << 4) | digit;
            return expecting(++digits <= MAX_SIZE_DIGITS, Expect.SIZE);
        }
        if (digits == 0) {
            return AnswerReader.Step.MALFORMED;
        }
        return switch (b) {
            case '\r' -> expecting(true, Expect.SIZE_LF);
            case ';', ' ', '\t' -> expecting(true, Expect.EXTENSION);
            default -> AnswerReader.Step.MALFORMED;
        };
    }

    private AnswerReader.Step extension(byte b) {
        return b == '\r' ? expecting(true, Expect.SIZE_LF) : expecting(b != '\n', Expect.EXTENSION);
    }

    private AnswerReader.Step sizeEnded() {
        lineBytes = 0;
        return expecting(true, size == 0 ? Expect.TRAILER_START : Expect.DATA);
    }

    private AnswerReader.Step trailer(byte b) {
        return b == '\r' ? expecting(true, Expect.TRAILER_LF) : expecting(b != '\n', Expect.TRAILER);
    }

    private AnswerReader.Step expecting(boolean isSound, Expect next) {
        expect = next;
        return isSound ? AnswerReader.Step.MORE : AnswerReader.Step.MALFORMED;
    }
}
