package dev.acme.performance.loadgen;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntUnaryOperator;

/** Answers each request at the instant that its number says, and knows by how much the machine made that later. */
final class Clockwork implements ScriptedServer.Script {
    private static final byte[] BODY = {'o', 'k'};
    private static final double NANOS_PER_MILLI = 1e6;

    private final IntUnaryOperator millis;
    private final LongAdder lateNanos = new LongAdder();
    private final LongAdder answers = new LongAdder();

    /** {@code millis}: from a request's number to its delay. */
    Clockwork(IntUnaryOperator millis) {
        this.millis = millis;
    }

    @Override
    public void answer(Call call) throws IOException {
        answer(call, 200);
    }

    void answer(Call call, int status) throws IOException {
        int delay = millis.applyAsInt(call.number());
        call.after(delay);
        lateNanos.add(call.age() - delay * (long) NANOS_PER_MILLI);
        answers.increment();
        call.answer(status, BODY);
    }

    /** What the machine's other work added to the mean of the delays, at the server alone. */
    double meanLatenessMs() {
        return lateNanos.sum() / NANOS_PER_MILLI / Math.max(1, answers.sum());
    }
}
