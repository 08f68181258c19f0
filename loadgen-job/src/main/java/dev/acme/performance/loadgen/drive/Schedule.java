package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.LoadProfile;

/**
 * The planned starts of an open loop, one after the other, all of them: a function of mode, rate and seed alone, so that
 * it is the same however many threads and pods it is dealt out to. A cursor, called on the measured path.
 */
sealed interface Schedule permits ConstantSchedule, PoissonSchedule {
    /** The planned start at which the cursor stands, in nanoseconds since the common start. */
    long at();

    /** Goes on by that many planned starts. */
    void advance(int starts);

    /** From its first start. Warm-up and measured window are two independent draws. */
    static Schedule of(LoadProfile profile, boolean isWarmup) {
        Integer rate = profile.ratePerSecond();
        if (rate == null) {
            throw new IllegalStateException("an open loop without rate: refused before the start");
        }
        return profile.mode() == LoadMode.POISSON
                ? new PoissonSchedule(rate, isWarmup ? ~profile.seed() : profile.seed())
                : new ConstantSchedule(rate);
    }
}
