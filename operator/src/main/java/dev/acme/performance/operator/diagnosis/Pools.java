package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.crds.Storage;
import java.util.Optional;

/** Whether requests wait for a thread of the service, or for a connection to its storage. */
final class Pools {
    private static final int MOST_THREADS = 1024;
    private static final int MOST_S3_CONNECTIONS = 1024;
    private static final int MOST_DATABASE_CONNECTIONS = 500;
    private static final double NOTABLE_PERCENT = 25;

    private Pools() {}

    /**
     * Requests wait for connections. Asked before {@link #threads}: whoever waits for a connection holds a thread, so too few
     * connections make a queue before the threads as well, which more threads would only move.
     */
    static Optional<Bottleneck> connections(Situation situation) {
        double pending =
                Math.max(situation.meanIn(Counted.POOL), situation.counted().meanLevel(Sample.POOL_PENDING));
        boolean isMostOfHandling = pending >= situation.handled() / 2;
        if (!isMostOfHandling || situation.sharePercent(pending) < NOTABLE_PERCENT) {
            return Optional.empty();
        }
        int now = situation.pool();
        int target = target(now, situation.spec().pools().threads(), mostConnections(situation));
        boolean isS3 = situation.spec().storage().backend() == Storage.Backend.S3;
        return Optional.of(Finding.of(
                        isS3 ? Component.S3_CONNECTIONS : Component.DATABASE_CONNECTIONS,
                        situation.sharePercent(pending))
                .because(
                        "a request waits %.1f ms of its %.1f ms in the service for a connection to the storage",
                        situation.counted().meanMs(situation.counted().phaseSeconds(Counted.POOL)),
                        situation.serviceMeanMs())
                .because(
                        "%.1f of %d connections are in use on average, %.1f requests wait for one (Little's law)",
                        Math.min(situation.connected(), now * (double) situation.replicas()),
                        now * situation.replicas(),
                        pending)
                .because("a connection is held for %.1f ms a request", heldMs(situation))
                .because("%.1f of %d threads are busy, most of them waiting", situation.handled(), situation.threads())
                .because(Processors.line(situation))
                .changing(isS3 ? "pools.s3Connections" : "pools.databaseConnections", target)
                .advise(
                        "%s: %d (was %d); predicted: %s",
                        isS3 ? "pools.s3Connections" : "pools.databaseConnections",
                        target,
                        now,
                        Gain.smallestOf(
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
        return Optional.of(Finding.of(Component.THREADS, share)
                .because(
                        "a request waits %.1f ms of its %.1f ms in the service for a thread",
                        situation.counted().meanMs(situation.counted().phaseSeconds(Counted.QUEUE)),
                        situation.serviceMeanMs())
                .because(
                        "%.1f of %d threads are busy on average, %.1f requests wait for one (Little's law)",
                        Math.min(situation.handled(), situation.threads()), situation.threads(), situation.queued())
                .because(
                        "%.1f of %d connections to the storage are in use",
                        situation.connected(), situation.pool() * situation.replicas())
                .because(Processors.line(situation))
                .changing("pools.threads", target)
                .advise(
                        "pools.threads: %d (was %d); predicted: %s",
                        target,
                        now,
                        Gain.smallestOf(
                                Gain.ofRaising(now, target, "threads"),
                                Gain.ofConcurrency(situation),
                                Gain.ofConnections(situation),
                                Gain.ofProcessors(situation))));
    }

    /** As many as can be used at once, but no further from what was measured than there is evidence for. */
    private static int target(int now, int useful, int most) {
        return Math.clamp(Math.max(useful, now + 1L), 1, Math.min(most, now * Gain.MOST_AT_ONCE));
    }

    private static int perReplica(Situation situation) {
        return Math.ceilDiv(situation.spec().clients(), situation.replicas());
    }

    private static int mostConnections(Situation situation) {
        return situation.spec().storage().backend() == Storage.Backend.S3
                ? MOST_S3_CONNECTIONS
                : MOST_DATABASE_CONNECTIONS;
    }

    private static double heldMs(Situation situation) {
        var counted = situation.counted();
        return counted.meanMs(counted.phaseSeconds(Counted.FIRST_BYTE)
                + counted.phaseSeconds(Counted.READ)
                + counted.phaseSeconds(Counted.WRITE));
    }
}
