package dev.acme.performance.loadgen.drive;

/** Start number i is planned for i / rate seconds after the common start: computed from i, so that nothing drifts. */
final class ConstantSchedule implements Schedule {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final int ratePerSecond;
    private long number;

    ConstantSchedule(int ratePerSecond) {
        this.ratePerSecond = ratePerSecond;
    }

    /** Whole seconds and the rest apart: number times a thousand million may not fit. */
    @Override
    public long at() {
        return number / ratePerSecond * SECOND_NANOS + number % ratePerSecond * SECOND_NANOS / ratePerSecond;
    }

    @Override
    public void advance(int starts) {
        number += starts;
    }
}
