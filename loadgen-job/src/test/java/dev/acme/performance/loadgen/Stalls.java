package dev.acme.performance.loadgen;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Answers at once but for a part of each cycle, in which the whole server stands still: who arrives then is answered at
 * its end. Cycles count from the first request.
 */
final class Stalls implements ScriptedServer.Script {
    private static final byte[] BODY = {'o', 'k'};
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long serviceMillis;
    private final long cycleNanos;
    private final long fromNanos;
    private final long toNanos;
    private final LongAdder lateNanos = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private long first = Long.MIN_VALUE;

    /** Milliseconds: of one answer, of a cycle, and when in a cycle the server stands still. */
    Stalls(long serviceMillis, long cycleMillis, long fromMillis, long toMillis) {
        this.serviceMillis = serviceMillis;
        cycleNanos = cycleMillis * NANOS_PER_MILLI;
        fromNanos = fromMillis * NANOS_PER_MILLI;
        toNanos = toMillis * NANOS_PER_MILLI;
    }

    @Override
    public void answer(Call call) throws IOException {
        long inCycle = (call.arrived() - first(call.arrived())) % cycleNanos;
        long stalled = inCycle >= fromNanos && inCycle < toNanos ? toNanos - inCycle : 0;
        long due = call.arrived() + stalled + serviceMillis * NANOS_PER_MILLI;
        Call.awaitInstant(due);
        lateNanos.add(System.nanoTime() - due);
        answers.increment();
        call.answer(200, BODY);
    }

    /** What the machine's other work added to the mean of the delays, at the server alone. */
    double meanLatenessMs() {
        return lateNanos.sum() / (double) NANOS_PER_MILLI / Math.max(1, answers.sum());
    }

    private synchronized long first(long arrived) {
        first = first == Long.MIN_VALUE ? arrived : first;
        return first;
    }
}
