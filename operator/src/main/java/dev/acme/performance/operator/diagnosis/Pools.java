package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import java.util.Optional;

/** Whether requests wait for a thread of the service, or for a connection to its storage. */
final class Pools {
    private static final int MOST_THREADS = 1024;
    private static final int MOST_S3_CONNECTIONS = 1024;
    private static final int MOST_DATABASE_CONNECTIONS = 500;
    private static final double NOTABLE_PERCENT = 25;
    private static final double USED_UP = 0.9;

    private Pools() {}

    /**
     * Requests wait for connections. Asked before {@link #threads}: whoever waits for a connection holds a thread, so too few
     * connections make a queue before the threads as well, which more threads would only move. They are too few where most of
     * the handling is waiting for one; or where nearly all are used, unless each of them gets so much less than one alone that
     * more of them would only divide it further.
     */
    static Optional<Bottleneck> connections(Situation situation) {
        double pending = situation.awaiting();
        boolean isMostOfHandling = pending >= situation.handled() / 2;
        boolean isUsedUp = situation.connected() >= USED_UP * situation.connections() && !Sources.isShared(situation);
        if (!(isMostOfHandling || isUsedUp) || situation.sharePercent(pending) < NOTABLE_PERCENT) {
            return Optional.empty();
        }
        int now = situation.pool();
        int target = moreConnections(situation);
        double waitedMs = situation.counted().meanMs(situation.counted().phaseSeconds(Counted.POOL));
        return Optional.of(Finding.of(component(situation), situation.sharePercent(pending))
                .because(
                        "a request waits %.1f ms of its %.1f ms in the service for a connection to the storage",
                        waitedMs, situation.serviceMeanMs())
                .because(
                        "%.1f of %d connections are in use on average, %.1f requests wait for one (Little's law)",
                        Math.min(situation.connected(), situation.connections()), situation.connections(), pending)
                .because("a connection is held for %.1f ms a request", heldMs(situation))
                .because(
                        "%.1f of %d threads are busy, %.1f of them wait for a connection",
                        situation.handled(), situation.threads(), situation.meanIn(Counted.POOL))
                .because(Processors.line(situation))
                .changing(field(situation), target)
                .advise(
                        "%s: %d (was %d); predicted: %s",
                        field(situation),
                        target,
                        now,
                        Gain.predicted(
                                situation,
                                situation.serviceMeanMs() - waitedMs,
                                Gain.ofRaising(now, target, "connections"),
                                Gain.ofConcurrency(situation),
                                Gain.ofProcessors(situation))));
    }

    /** Requests wait for a thread. */
    static Optional<Bottleneck> threads(Situation situation) {
        double share = situation.sharePercent(situation.queued());
        if (share < NOTABLE_PERCENT || situation.isFunction()) {
            return Optional.empty();
        }
        int now = situation.spec().pools().threads();
        int target = target(now, perReplica(situation), MOST_THREADS);
        double waitedMs = situation.counted().meanMs(situation.counted().phaseSeconds(Counted.QUEUE));
        return Optional.of(Finding.of(Component.THREADS, share)
                .because(
                        "a request waits %.1f ms of its %.1f ms in the service for a thread",
                        waitedMs, situation.serviceMeanMs())
                .because(
                        "%.1f of %d threads are busy on average, %.1f requests wait for one (Little's law)",
                        Math.min(situation.handled(), situation.threads()), situation.threads(), situation.queued())
                .because(
                        "%.1f of %d connections to the storage are in use",
                        situation.connected(), situation.connections())
                .because(Processors.line(situation))
                .changing("pools.threads", target)
                .advise(
                        "pools.threads: %d (was %d); predicted: %s",
                        target,
                        now,
                        Gain.predicted(
                                situation,
                                situation.serviceMeanMs() - waitedMs,
                                Gain.ofRaising(now, target, "threads"),
                                Gain.ofConcurrency(situation),
                                Gain.ofConnections(situation),
                                Gain.ofProcessors(situation))));
    }

    /** Requests waited for a connection in vain. */
    static Bottleneck exhausted(Situation situation, Finding finding, double refused) {
        int now = situation.pool();
        int target = moreConnections(situation);
        return finding.because(
                        "%.0f of them waited in vain for one of %d connections", refused, situation.connections())
                .changing(field(situation), target)
                .advise("%s: %d (was %d); predicted: %s", field(situation), target, now, served(now, target));
    }

    /** Requests were refused before the threads. */
    static Bottleneck overrun(Situation situation, Finding finding, double refused) {
        int now = situation.spec().pools().threads();
        int target = target(now, perReplica(situation), MOST_THREADS);
        return finding.because(
                        "%.0f of them found no place in the queue before %d threads, or waited there in vain",
                        refused, situation.threads())
                .changing("pools.threads", target)
                .advise("pools.threads: %d (was %d); predicted: %s", target, now, served(now, target));
    }

    private static String served(int now, int target) {
        return Finding.text("at most %.1f times as many requests are served at once", (double) target / now);
    }

    static Component component(Situation situation) {
        return switch (situation.spec().storage().backend()) {
            case S3 -> Component.S3_CONNECTIONS;
            case RDS -> Component.DATABASE_CONNECTIONS;
        };
    }

    private static String field(Situation situation) {
        return switch (situation.spec().storage().backend()) {
            case S3 -> "pools.s3Connections";
            case RDS -> "pools.databaseConnections";
        };
    }

    private static int moreConnections(Situation situation) {
        int most = switch (situation.spec().storage().backend()) {
            case S3 -> MOST_S3_CONNECTIONS;
            case RDS -> MOST_DATABASE_CONNECTIONS;
        };
        return target(situation.pool(), situation.spec().pools().threads(), most);
    }

    /** As many as can be used at once, but no further from what was measured than there is evidence for. */
    private static int target(int now, int useful, int most) {
        return Math.clamp(Math.max(useful, now + 1L), 1, Math.min(most, now * Gain.MOST_AT_ONCE));
    }

    private static int perReplica(Situation situation) {
        return Math.ceilDiv(situation.spec().clients(), situation.replicas());
    }

    private static double heldMs(Situation situation) {
        var counted = situation.counted();
        return counted.meanMs(counted.phaseSeconds(Counted.FIRST_BYTE)
                + counted.phaseSeconds(Counted.READ)
                + counted.phaseSeconds(Counted.WRITE));
    }
}
