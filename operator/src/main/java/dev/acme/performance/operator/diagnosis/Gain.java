package dev.acme.performance.operator.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

    /**
     * What a raised limit is worth by the smallest of the bounds. An open loop that is answered as often as it asks gains no
     * rate but time: a request takes {@code leastMs} in the service at the least.
     */
    static String predicted(Situation situation, double leastMs, Gain... bounds) {
        if (situation.isOpen() && !situation.isSaturated()) {
            return Finding.text(
                    "a request takes at least %.1f ms in the service instead of %.1f ms, at the same load.ratePerSecond",
                    Math.min(leastMs, situation.serviceMeanMs()), situation.serviceMeanMs());
        }
        return smallestOf(Stream.concat(Stream.of(bounds), Stream.of(ofOffered(situation)))
                        .toArray(Gain[]::new))
                .toString();
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
        int size = situation.connections();
        return new Gain(size / connected, "the " + size + " connections to the storage are all in use");
    }

    static Gain ofProcessors(Situation situation) {
        double percent = Math.max(situation.cpuPercent(), 0.1);
        return new Gain(100 / percent, "the service's processors are all in use");
    }

    /** Of the node that the service runs on; no bound where it tells nothing. */
    static Gain ofNode(Situation situation) {
        double percent = situation.nodeBusyPercent();
        return new Gain(
                percent <= 0 ? Double.POSITIVE_INFINITY : 100 / percent, "the node's processors are all in use");
    }

    /**
     * In a closed loop N clients that pause for Z ms ask N / (Z + R) times a second, and R is at least {@code leastMs}; no
     * bound where nothing ended, or in an open one.
     */
    static Gain ofClients(Situation situation, double leastMs) {
        int clients = situation.spec().clients();
        double cycleMs = situation.spec().load().thinkTimeMs() + leastMs;
        double perSecond = situation.counted().requests() / situation.loadedSeconds();
        boolean isBound = !situation.isOpen() && perSecond > 0 && cycleMs > 0;
        return new Gain(
                isBound ? clients * 1000 / cycleMs / perSecond : Double.POSITIVE_INFINITY,
                "the " + clients + " clients ask no more often");
    }

    /**
     * By the connections to the storage, each held as long as a single reader would hold it (1 / D of the pool); no bound
     * where that was not measured, or the archives do not come that way.
     */
    static Gain ofConnectionsAlone(Situation situation) {
        double heldMs = situation.storageAloneMs();
        double perSecond = situation.counted().requests() / situation.loadedSeconds();
        int size = situation.connections();
        return new Gain(
                heldMs > 0 && perSecond > 0 ? size * 1000 / heldMs / perSecond : Double.POSITIVE_INFINITY,
                "the " + size + " connections to the storage are all in use");
    }

    /** An open loop asks no more often than it plans; no bound for a closed one. */
    private static Gain ofOffered(Situation situation) {
        double achieved = situation.results().throughput().requestsPerSecond();
        Integer rate = situation.spec().load().ratePerSecond();
        return rate == null || achieved <= 0
                ? new Gain(Double.POSITIVE_INFINITY, "")
                : new Gain(rate / achieved, "the offered " + rate + " requests/s are carried");
    }

    @Override
    public String toString() {
        return Finding.text("at most %.1f times the requests/s, until %s", factor, until);
    }
}
