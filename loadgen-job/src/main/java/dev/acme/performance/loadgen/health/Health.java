package dev.acme.performance.loadgen.health;

import java.util.OptionalDouble;

/**
 * How the process did in the measured window. Percent of processor time are of {@code cpuLimit} processors; the worst
 * second is empty where the window held no whole one, {@code throttledPercent} where no control group limits it.
 */
public record Health(
        double windowSeconds,
        double cpuSeconds,
        double cpuLimit,
        OptionalDouble worstSecondCpuPercent,
        double gcMs,
        OptionalDouble throttledPercent) {

    public double cpuPercent() {
        return windowSeconds == 0 ? 0 : 100 * cpuSeconds / windowSeconds / cpuLimit;
    }

    public double gcPercent() {
        return windowSeconds == 0 ? 0 : gcMs / 10 / windowSeconds;
    }
}
