package dev.acme.performance.operator.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.operator.Runs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;

/** What a load generator's pod may print once it is somebody else's (S-15), and what the operator must make of it. */
enum HostileLog {
    ONE_ENDLESS_LINE(Outcome.NOTHING, forever("x".repeat(8_192))),
    ENDLESS_EMPTY_LINES(Outcome.NOTHING, forever("\n".repeat(8_192))),
    ENDLESS_ZEROS(Outcome.NOTHING, forever("\0".repeat(8_192))),
    NO_END(Outcome.UNREADABLE, (out, over) -> {
        out.write(result().getBytes(UTF_8));
        out.flush();
        await(over);
    }),
    BROKEN_OFF(Outcome.NOTHING, text(result().substring(0, 100))),
    NO_UTF8(Outcome.NOTHING, (out, _) -> out.write(new byte[] {'{', '"', (byte) 0xff, (byte) 0xc0, '\n'})),
    DEEP_OBJECTS(Outcome.NOTHING, text("{\"type\":\"result\",\"later\":" + "{\"a\":".repeat(100_000))),
    DEEP_LISTS(Outcome.NOTHING, text("{\"type\":\"result\",\"later\":" + "[".repeat(1_000_000))),
    A_MILLION_FIELDS(
            Outcome.NOTHING, with("\"version\":1", "\"version\":1," + "\"a\":[],".repeat(1_300_000) + "\"b\":0")),
    A_LONG_NAME(Outcome.NOTHING, with("\"version\":1", "\"version\":1,\"" + "a".repeat(1_000_000) + "\":0")),
    A_LONG_NUMBER(Outcome.NOTHING, with("\"version\":1", "\"version\":1" + "0".repeat(1_000_000))),
    AN_INFINITE_NUMBER(Outcome.NOTHING, with("\"durationSeconds\":2.0", "\"durationSeconds\":1e999")),
    A_WORD_FOR_A_NUMBER(Outcome.NOTHING, with("\"durationSeconds\":2.0", "\"durationSeconds\":\"NaN\"")),
    AN_INSTANT_BEYOND_TIME(
            Outcome.NOTHING, with("\"startedAt\":\"", "\"startedAt\":\"+999999999-01-01T00:00:00Z\",\"later\":\"")),
    A_SERIES_WITHOUT_END(Outcome.NOTHING, with("\"series\":[", "\"series\":[" + "{},".repeat(1_000_000) + "{}")),
    NOTHINGS(Outcome.NOTHING, with("\"validityReasons\":[", "\"validityReasons\":[null")),
    NO_MODE(Outcome.NOTHING, nulled("mode")),
    NO_START(Outcome.NOTHING, nulled("startedAt")),
    NO_END_OF_IT(Outcome.NOTHING, nulled("finishedAt")),
    NO_VALIDITY(Outcome.NOTHING, nulled("validity")),
    NO_HISTOGRAMS(Outcome.NOTHING, nulled("histograms")),
    NO_SERIES(Outcome.NOTHING, nulled("series")),
    NO_CLIENT(Outcome.NOTHING, nulled("client")),
    NO_VERIFIED(Outcome.NOTHING, nulled("verified")),
    NO_ERRORS(Outcome.NOTHING, nulled("errors")),
    NO_THROUGHPUT(Outcome.NOTHING, nulled("throughput")),
    A_HISTOGRAM_THAT_IS_NONE(Outcome.NOTHING, with("\"responseTime\":\"", "\"responseTime\":\"<script>")),
    A_HISTOGRAM_OF_A_HUNDRED_MEGABYTES(
            Outcome.A_RESULT, with("\"responseTime\":\"", "\"responseTime\":\"" + hugeHistogram())),
    REASONS_WITHOUT_END(
            Outcome.A_RESULT,
            with("\"validityReasons\":[", "\"validityReasons\":[" + "\"a\",".repeat(1_000_000) + "\"b\"")),
    TEXTS_WHEREVER_THERE_IS_ROOM(Outcome.A_RESULT, longTexts()),
    A_SCRIPT_AND_A_TERMINAL(
            Outcome.A_RESULT,
            with(
                    "\"validityReasons\":[",
                    "\"validityReasons\":[\"<script>alert(1)</script>\\u001b[2J\\n\\u202e" + "x".repeat(2_000_000)
                            + "\""));

    /** What the operator makes of it. */
    enum Outcome {
        /** It was read, and there is no result in it. */
        NOTHING,
        /** It was given up. */
        UNREADABLE,
        /** A result is in it, of which everything has its bounds. */
        A_RESULT
    }

    /** Prints a log. */
    interface Program {
        /** Until it is through, or nobody listens any more. */
        void print(OutputStream out, CountDownLatch over) throws IOException;
    }

    private final Outcome outcome;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Program program;

    HostileLog(Outcome outcome, Program program) {
        this.outcome = outcome;
        this.program = program;
    }

    Outcome outcome() {
        return outcome;
    }

    Program program() {
        return program;
    }

    private static String result() {
        return new ExchangeCodec().writeLine(Runs.result(100)) + "\n";
    }

    private static Program text(String text) {
        return (out, _) -> out.write(text.getBytes(UTF_8));
    }

    /** A result with something else in it. */
    private static Program with(String part, String other) {
        if (!result().contains(part)) {
            throw new IllegalArgumentException(part);
        }
        return text(result().replace(part, other));
    }

    /** A result in which a field that must be there is null; of two fields of a name the latter counts. */
    private static Program nulled(String field) {
        String result = result();
        if (!result.contains('"' + field + "\":")) {
            throw new IllegalArgumentException(field);
        }
        return text(result.replaceFirst("}\\s*$", ",\"" + field + "\":null}") + "\n");
    }

    private static Program longTexts() {
        String word = '"' + "x".repeat(2_000) + '"';
        return text(result().replace("\"validityReasons\":[", "\"validityReasons\":[" + times(40, word))
                .replace(
                        "\"findings\":[",
                        "\"findings\":["
                                + times(40, "{\"name\":" + word + ",\"message\":" + word + ",\"advice\":" + word + "}"))
                .replace(
                        "\"replicas\":[",
                        "\"replicas\":[" + times(200, "{\"address\":" + word + ",\"requests\":1,\"sharePercent\":1}")));
    }

    private static String times(int number, String element) {
        return String.join(",", Collections.nCopies(number, element));
    }

    private static Program forever(String text) {
        return (out, over) -> {
            while (over.getCount() > 0) {
                out.write(text.getBytes(UTF_8));
            }
        };
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Small to send, and 50 MB once it is unpacked, twice over. */
    static String hugeHistogram() {
        var histogram = new Histogram(1, Long.MAX_VALUE / 2, 5);
        histogram.recordValue(1);
        var room = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(room);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(room.array(), length));
    }
}
