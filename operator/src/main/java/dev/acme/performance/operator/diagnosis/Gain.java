package dev.acme.performance.operator.diagnosis;

import java.util.Comparator;
import java.util.List;

/**
 * How much faster a system can become at most where one of its limits is raised: until the next limit is reached. These are
 * the asymptotic bounds of a closed network, X(N) ≤ min(N / R, 1 / D_max) (Lazowska, Zahorjan, Graham, Sevcik: Quantitative
 * System Performance, 1984, chapter 5), as ratios to what was measured.
 *
 * @param factor of the throughput, at least 1
 * @param until what limits it then
 */
record Gain(double factor, String until) {
    /** An advice that goes further than this beyond what was measured has no evidence. */
    static final int MOST_AT_ONCE = 10;

    static Gain smallestOf(Gain... bounds) {
        var least = List.of(bounds).stream()
                .min(Comparator.comparingDouble(Gain::factor))
                .orElseThrow();
        return new Gain(Math.max(1, least.factor), least.until);
    }

    /** A raised limit is all used. */
    static Gain ofRaising(int from, int to, String what) {
        return new Gain((double) to / from, "the " + to + " " + what + " are all in use");
    }

    /** Everybody who waits is served at once. */
    static Gain ofConcurrency(Situation situation) {
        double served = Math.max(situation.handled() - situation.meanIn(Counted.POOL), 0.001);
        return new Gain((situation.queued() + situation.handled()) / served, "nobody waits any more");
    }

    static Gain ofConnections(Situation situation) {
        double connected = Math.max(situation.connected(), 0.001);
        int size = situation.pool() * situation.replicas();
        return new Gain(size / connected, "the " + size + " connections to the storage are all in use");
    }

    static Gain ofProcessors(Situation situation) {
        double percent = Math.max(situation.cpuPercent(), 0.1);
        return new Gain(100 / percent, "the service's processors are all in use");
    }

    @Override
    public String toString() {
        return Finding.text("at most %.1f times the requests/s, until %s", factor, until);
    }
}
