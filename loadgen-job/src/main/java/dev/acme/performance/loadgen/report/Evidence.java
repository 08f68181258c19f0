package dev.acme.performance.loadgen.report;

import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.loadgen.health.Health;

/** What the rules of validity judge: counts, the median they are to be held against, and the generator's own health. */
record Evidence(
        LoadMode mode,
        long requests,
        long succeeded,
        Results.Errors errors,
        long strayAnswers,
        double medianMs,
        double sendLagP99Ms,
        Health health,
        boolean isCutShort) {

    /** Failed requests in percent of all; 0 where there were none. */
    double errorPercent() {
        return requests == 0 ? 0 : 100.0 * errors.total() / requests;
    }
}
