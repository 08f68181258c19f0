package dev.acme.performance.registry.http;

import dev.acme.performance.registry.metrics.Phase;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Where one request's time went; owned by the request's thread. */
final class RequestTimes {
    private static final double NANOS_PER_MILLI = 1e6;

    private long queueNanos;
    private long metadataNanos;
    private long poolNanos;
    private long firstByteNanos;
    private long readNanos;
    private long writeNanos;
    private OptionalInt outcome = OptionalInt.empty();
    private Optional<Problem> problem = Optional.empty();

    void queued(long nanos) {
        queueNanos = nanos;
    }

    void metadataRead(long nanos) {
        metadataNanos = nanos;
    }

    void opened(long poolWait, long firstByte) {
        poolNanos = poolWait;
        firstByteNanos = firstByte;
    }

    void transferred(long read, long written) {
        readNanos = read;
        writeNanos = written;
    }

    /** Nanoseconds of each phase. */
    Map<Phase, Long> phases() {
        return Map.of(
                Phase.QUEUE, queueNanos,
                Phase.METADATA, metadataNanos,
                Phase.POOL, poolNanos,
                Phase.FIRSTBYTE, firstByteNanos,
                Phase.READ, readNanos,
                Phase.WRITE, writeNanos);
    }

    /** The answer broke off after its head had promised success: this code is what it is counted under. */
    void brokeOff(int code) {
        outcome = OptionalInt.of(code);
    }

    /** The request ends with this problem, as its answer or behind a head that had promised success. */
    void failed(Problem why) {
        problem = Optional.of(why);
    }

    Optional<Problem> problem() {
        return problem;
    }

    int countedAs(int sentCode) {
        return outcome.orElse(sentCode);
    }

    /** The header of that name, milliseconds. */
    String serverTiming() {
        return String.format(
                Locale.ROOT,
                "queue;dur=%.3f, metadata;dur=%.3f, pool;dur=%.3f, firstbyte;dur=%.3f",
                queueNanos / NANOS_PER_MILLI,
                metadataNanos / NANOS_PER_MILLI,
                poolNanos / NANOS_PER_MILLI,
                firstByteNanos / NANOS_PER_MILLI);
    }
}
