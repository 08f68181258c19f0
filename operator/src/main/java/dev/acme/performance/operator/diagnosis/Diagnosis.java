package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.crds.PerformanceRunStatus.Breakdown;
import dev.acme.performance.exchange.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where the time went, what holds the system back, and what to change.
 *
 * @param cpuPercent what the replicas used of their processors over the window, 100 for all; empty where they do not tell
 * @param initSeconds of all environments of a function that started meanwhile, as their host counted them; empty where it is no
 *     function, or its host does not tell
 * @param cached what the replicas' caches did meanwhile; empty where there is none, or nobody tells
 */
public record Diagnosis(
        Optional<Breakdown> breakdown,
        Bottleneck bottleneck,
        OptionalDouble cpuPercent,
        OptionalDouble initSeconds,
        Optional<CacheReads> cached) {
    /** Fewer ended requests say nothing about a mean. */
    static final int FEWEST_REQUESTS = 10;

    private static final double QUIET_PERCENT = 70;
    private static final double WAITING_PERCENT = 10;
    private static final double LARGE_PART_PERCENT = 50;
    private static final double NOTABLE_MS = 100;
    private static final int MOST_CLIENTS = 10_000;
    private static final int MOST_PER_SECOND = 1_000_000;

    /**
     * The first that the numbers speak for is named. What takes part of the answers away comes first; then what makes
     * everything else wait, processors before pools and pools before the queue in front of them; then where the time goes.
     */
    private static final List<Suspicion> SUSPICIONS = List.of(
            Surrounding::throttling,
            Processors::ofService,
            Surrounding::client,
            Surrounding::coldStarts,
            Pools::connections,
            Pools::threads,
            Failures::of,
            Sources::metadata,
            Sources::pacing,
            Sources::storage,
            Processors::ofNode,
            Sources::network);

    /** Of a run whose load has ended. */
    public static Diagnosis of(PerformanceRunSpec spec, RunResult result, WhiteBox whiteBox) {
        return switch (whiteBox) {
            case WhiteBox.Unseen unseen ->
                new Diagnosis(
                        Optional.empty(),
                        VoidNumbers.bottleneck(spec, result, Optional.empty())
                                .orElseGet(() -> unknown("no white-box measurement: " + unseen.why())),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty());
            case WhiteBox.Seen seen -> {
                var situation = new Situation(spec, result, seen.counted());
                var contradiction = Breakdowns.contradiction(seen.counted());
                boolean hasBreakdown = seen.counted().requests() > 0 && contradiction.isEmpty();
                yield new Diagnosis(
                        hasBreakdown ? Optional.of(Breakdowns.of(seen.counted())) : Optional.empty(),
                        VoidNumbers.bottleneck(spec, result, Optional.of(situation))
                                .or(() -> contradiction.map(Diagnosis::unknown))
                                .orElseGet(() -> bottleneck(situation)),
                        Processors.told(situation),
                        initSeconds(situation),
                        CacheReads.of(seen.counted()));
            }
        };
    }

    /** The same of numbers that turned out to be void, as of a target that changed meanwhile. */
    public Diagnosis voided(List<String> reasons) {
        return new Diagnosis(breakdown, VoidNumbers.nothing(reasons), cpuPercent, initSeconds, cached);
    }

    /** Requests that met a start of which the host says nothing leave it unknown. */
    private static OptionalDouble initSeconds(Situation situation) {
        var counted = situation.counted();
        boolean isTold = counted.increase(Sample.INITS) > 0 || counted.increase(Sample.COLD_STARTS) == 0;
        return situation.isFunction() && isTold
                ? OptionalDouble.of(counted.increase(Sample.INIT_SECONDS))
                : OptionalDouble.empty();
    }

    private static Bottleneck bottleneck(Situation situation) {
        boolean hasMostWaiting = situation.counted().meanLevel(Sample.QUEUE_DEPTH) >= FEWEST_REQUESTS;
        if (situation.counted().requests() + situation.counted().increase(Sample.THROTTLES) < FEWEST_REQUESTS
                && !hasMostWaiting) {
            return unknown(Finding.text(
                    "only %.0f requests ended in the service, at least %d are needed",
                    situation.counted().requests(), FEWEST_REQUESTS));
        }
        return SUSPICIONS.stream()
                .flatMap(suspicion -> suspicion.confirmedBy(situation).stream())
                .findFirst()
                .orElseGet(() -> nothing(situation));
    }

    /** Nothing is near its limit; or something takes the time that none of the numbers tells. */
    private static Bottleneck nothing(Situation situation) {
        double waiting = situation.sharePercent(situation.queued() + situation.meanIn(Counted.POOL));
        double outside = outsideMs(situation);
        boolean isUntold =
                outside > NOTABLE_MS && outside * 100 > situation.clientMeanMs().orElse(0.0) * LARGE_PART_PERCENT;
        if (situation.cpuPercent() > QUIET_PERCENT || waiting > WAITING_PERCENT || isUntold) {
            return Finding.of(Component.NOT_ENOUGH_EVIDENCE, 0)
                    .because(Processors.line(situation))
                    .because(
                            "%.1f %% of a request's time in the service is spent waiting for threads and connections",
                            waiting)
                    .because(
                            "a request takes %.1f ms as the clients see it, %.1f ms in the service",
                            situation.clientMeanMs().orElse(0.0), situation.serviceMeanMs())
                    .because("the node's processors are %.0f %% busy", situation.nodeBusyPercent())
                    .advise(
                            "measure longer or %s: no one component stands out",
                            situation.isOpen() ? "at a higher load.ratePerSecond" : "with more clients");
        }
        return Finding.of(Component.NONE, 0)
                .because(Processors.line(situation))
                .because(
                        "%.1f of %d threads are busy, %.1f requests wait for one",
                        situation.handled(), situation.threads(), situation.queued())
                .because(
                        "%.1f of %d connections to the storage are in use, %.1f requests wait for one",
                        situation.connected(), situation.connections(), situation.awaiting())
                .because(
                        "a request takes %.1f ms in the service, %.1f %% of it waiting for threads and connections",
                        situation.serviceMeanMs(), waiting)
                .advise("nothing to change for this load%s", moreLoad(situation));
    }

    /** What shows the next limit: more of what the load is made of, as far as there may be more. */
    private static String moreLoad(Situation situation) {
        Integer rate = situation.spec().load().ratePerSecond();
        String field = rate == null ? "spec.clients" : "load.ratePerSecond";
        int now = rate == null ? situation.spec().clients() : rate;
        int target = Math.min(rate == null ? MOST_CLIENTS : MOST_PER_SECOND, now * 2);
        return target == now
                ? ", the largest that " + field + " takes"
                : Finding.text("; %s: %d (was %d) would show what comes next", field, target, now);
    }

    private static double outsideMs(Situation situation) {
        return situation.isRedirected() ? 0 : situation.clientMeanMs().orElse(0.0) - situation.serviceMeanMs();
    }

    private static Bottleneck unknown(String why) {
        return Finding.of(Component.NOT_ENOUGH_EVIDENCE, 0)
                .because("%s", why)
                .advise("measure again, longer or with more clients");
    }
}
