package dev.acme.performance.registry.host;

import java.time.Duration;

/**
 * How many environments there may be, and how they come and go.
 *
 * @param memoryMb told to each environment; 1769 stand for one processor
 * @param maxConcurrency most requests, and most environments, at once
 * @param provisioned environments that are started before anybody asks and never reclaimed
 * @param idle unused environments are reclaimed after it; zero: never
 * @param timeout of one invocation
 * @param initLimit of a first initialisation; zero: as long as an invocation
 * @param requestsPerSecond most that one environment handles; zero: any number
 * @param rampPerTenSeconds most environments started within ten seconds; zero: any number
 * @param memoryHolds environments that the host's own memory has room for
 * @param startsAtOnce environments that start at the same time, because they share this host's processors
 */
public record FleetSettings(
        int memoryMb,
        int maxConcurrency,
        int provisioned,
        Duration idle,
        Duration timeout,
        Duration initLimit,
        int requestsPerSecond,
        int rampPerTenSeconds,
        int memoryHolds,
        int startsAtOnce) {
    private static final int MB_PER_PROCESSOR = 1769;
    /** Least time that an environment has for its initialisation where nobody waits for it (Lambda's documentation). */
    private static final Duration PROVISIONED_INIT = Duration.ofSeconds(130);

    /** Processors that an environment believes to have; fractions are not told to it. */
    int processors() {
        return Math.max(1, Math.round((float) memoryMb / MB_PER_PROCESSOR));
    }

    /** Environments that there may be, by Lambda's limit and by this host's memory. */
    int most() {
        return Math.min(maxConcurrency, memoryHolds);
    }

    /** What a first initialisation may take, and what a second one may. */
    Duration initLimit(boolean first) {
        return first && !initLimit.isZero() ? initLimit : timeout;
    }

    /** What an invocation may still take after an initialisation that took so long: a second one is a part of it. */
    Duration timeLeft(boolean first, Duration initialised) {
        var left = first ? timeout : timeout.minus(initialised);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** What the initialisation of a provisioned environment may take. */
    Duration provisionedInitLimit() {
        return timeout.compareTo(PROVISIONED_INIT) > 0 ? timeout : PROVISIONED_INIT;
    }
}
