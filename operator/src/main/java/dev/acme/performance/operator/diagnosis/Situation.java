package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.Storage;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was asked for, what the clients saw and what the service counted, in the terms of the operational laws.
 *
 * <p>Implementation notes: Little's law (N = X·R: J. D. C. Little, Operations Research 9(3), 1961) turns seconds that requests
 * spent somewhere during a time into the mean number of requests that were there: seconds / time. The utilisation law
 * (U = X·S; Denning and Buzen, The Operational Analysis of Queueing Network Models, ACM Computing Surveys 10(3), 1978) is the
 * same for a pool: busy seconds / window / size. Neither assumes anything about distributions. Both hold as soon as most of
 * what began in the window also ended in it, which a burst and a closed loop fulfil.
 */
record Situation(PerformanceRunSpec spec, RunResult result, Counted counted) {
    private static final double PERCENT = 100;

    Results results() {
        return result.results();
    }

    /**
     * The time under load that the counters' increases are of: the window, and before it what of the warm-up lies behind the
     * first scrape, however early that was.
     */
    double loadedSeconds() {
        double ofWarmup = Math.min(counted.leadSeconds(), spec.load().warmupSeconds());
        return Math.max(results().durationSeconds() + ofWarmup, 0.001);
    }

    /** Mean requests that wait for a thread: by their waits, or as the scrapes saw them where most of them wait still. */
    double queued() {
        return Math.max(meanIn(Counted.QUEUE), counted.meanLevel(Sample.QUEUE_DEPTH));
    }

    /** Mean requests that are handled, of all replicas together. */
    double handled() {
        double seconds = counted.increase(Sample.REQUEST_SECONDS) - counted.phaseSeconds(Counted.QUEUE);
        return Math.max(0, seconds) / loadedSeconds();
    }

    /** Mean requests in a phase. */
    double meanIn(String phase) {
        return counted.phaseSeconds(phase) / loadedSeconds();
    }

    /** Mean requests that hold a connection to the storage. */
    double connected() {
        return meanIn(Counted.FIRST_BYTE) + meanIn(Counted.READ) + meanIn(Counted.WRITE);
    }

    /** Mean requests that wait for a connection to the storage: by their waits, or as the scrapes saw them. */
    double awaiting() {
        return Math.max(meanIn(Counted.POOL), counted.meanLevel(Sample.POOL_PENDING));
    }

    /** Connections to the storage that there are, of all replicas together. */
    int connections() {
        return pool() * replicas();
    }

    /** Share of all requests in the service, mean over the window, that are {@code inPhase}; percent. */
    double sharePercent(double inPhase) {
        double all = queued() + handled();
        return all <= 0 ? 0 : Math.min(PERCENT, PERCENT * inPhase / all);
    }

    double sharePercent(String phase) {
        return sharePercent(meanIn(phase));
    }

    int replicas() {
        return Math.max(1, counted.replicas());
    }

    int threads() {
        return spec.pools().threads() * replicas();
    }

    /** Size of the pool that the storage backend uses, of one replica. */
    int pool() {
        return switch (spec.storage().backend()) {
            case S3 -> spec.pools().s3Connections();
            case RDS -> spec.pools().databaseConnections();
        };
    }

    /** Processors that all replicas may use. */
    double processors() {
        return spec.compute().cpu().getNumericalAmount().doubleValue() * replicas();
    }

    /** Processors that they used. */
    double processorsUsed() {
        return counted.increase(Sample.PROCESS_CPU) / loadedSeconds();
    }

    double cpuPercent() {
        return PERCENT * processorsUsed() / processors();
    }

    /** Of the quota's periods, those in which it was used up; 0 where there is no quota. */
    double throttledPercent() {
        double periods = counted.increase(Sample.PERIODS);
        return periods <= 0 ? 0 : PERCENT * counted.increase(Sample.THROTTLED_PERIODS) / periods;
    }

    /** Of the node's processors together with everything else on it; 0 where it is not told. */
    double nodeBusyPercent() {
        double idle = counted.increase(Sample.NODE_CPU, "idle");
        double busy = counted.increase(Sample.NODE_CPU, "busy");
        return idle + busy <= 0 ? 0 : PERCENT * busy / (idle + busy);
    }

    /** Answers that were none, for whatever reason: bad gateway, unavailable, timed out. */
    double serverErrors() {
        return Stream.of("502", "503", "504")
                .mapToDouble(code -> counted.increase(Sample.ANSWERS, code))
                .sum();
    }

    /** Mean of a request as the clients saw it, milliseconds; empty where none succeeded. */
    Optional<Double> clientMeanMs() {
        return Optional.ofNullable(result.serviceLatency())
                .map(RunResult.ServiceLatency::meanMs)
                .or(() -> Optional.ofNullable(results().latency()).map(Results.Latency::meanMs));
    }

    double serviceMeanMs() {
        return counted.meanMs(counted.increase(Sample.REQUEST_SECONDS));
    }

    boolean isFunction() {
        return spec.compute().backend() == Compute.Backend.LAMBDA;
    }

    /** What a request takes from the storage for a single reader, milliseconds; 0 where not every request asks it, or unknown. */
    double storageAloneMs() {
        double rate = counted.shown(Sample.ALONE_RATE);
        double transfer = rate <= 0 ? 0 : spec.model().sizeBytes() / rate;
        return isCached() || isRedirected() ? 0 : 1000 * (counted.shown(Sample.ALONE_FIRST_BYTE) + transfer);
    }

    /** Whether an open loop's rate was not reached. */
    boolean isSaturated() {
        return CapacityRule.isSaturated(result.validityReasons());
    }

    /** Whether requests start by their plan, however long the answers take. */
    boolean isOpen() {
        return switch (spec.load().mode()) {
            case BURST, CLOSED -> false;
            case CONSTANT, POISSON -> true;
        };
    }

    boolean isCached() {
        return spec.storage().caching() != Storage.Caching.NONE;
    }

    boolean isRedirected() {
        return spec.storage().delivery() == Storage.Delivery.REDIRECT;
    }
}
