package dev.acme.performance.operator;

import java.time.Duration;

/** Under which name a replica stands for election, and for which lease. */
record LeaderSettings(String namespace, String lease, String identity) {
    /**
     * A leader that died is followed after the lease's duration and at most 2.2 retry periods: 19.4 s. One that cannot
     * renew gives up 5 s before others may take over.
     */
    static final Duration DURATION = Duration.ofSeconds(15);

    static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
    static final Duration RETRY = Duration.ofSeconds(2);
}
