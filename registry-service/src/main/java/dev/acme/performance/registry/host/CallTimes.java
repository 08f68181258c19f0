package dev.acme.performance.registry.host;

import dev.acme.performance.registry.metrics.Phase;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Where one request's time went, as the host sees it and as the function tells in its answer; owned by the request's thread. */
final class CallTimes {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Pattern ENTRY =
            Pattern.compile("(queue|metadata|pool|firstbyte);dur=([0-9]{1,9}\\.[0-9]{1,6})");
    private static final Map<String, Phase> PHASES =
            Map.of("queue", Phase.QUEUE, "metadata", Phase.METADATA, "pool", Phase.POOL, "firstbyte", Phase.FIRSTBYTE);

    private final long start;
    private final Map<Phase, Long> phases = new EnumMap<>(Phase.class);
    private OptionalInt code = OptionalInt.empty();
    private boolean broken;
    private long replied;

    CallTimes(long start) {
        this.start = start;
    }

    /** An environment that is up takes the request. */
    void invoked(long now) {
        add(Phase.QUEUE, now - start);
    }

    /** The function's answer begins; its own times stand in {@code serverTiming}. */
    void replied(long now, int status, String serverTiming) {
        code = OptionalInt.of(status);
        replied = now;
        var entries = ENTRY.matcher(serverTiming);
        while (entries.find()) {
            var phase = PHASES.get(entries.group(1));
            if (phase != null) {
                add(phase, Math.round(Double.parseDouble(entries.group(2)) * NANOS_PER_MILLI));
            }
        }
    }

    /** The answer broke off after its head had promised success: the first who says so knows why. */
    void brokeOff(int status) {
        if (!broken) {
            broken = true;
            code = OptionalInt.of(status);
        }
    }

    void refused(int status) {
        code = OptionalInt.of(status);
    }

    /** The answer's end. Whoever was interrupted got none, which counts nowhere. */
    void ended(long now, HostMetrics metrics) {
        if (replied != 0) {
            add(Phase.WRITE, now - replied);
        }
        code.ifPresent(status -> metrics.answered(status, now - start, phases));
    }

    private void add(Phase phase, long nanos) {
        phases.merge(phase, nanos, Long::sum);
    }
}
