package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import java.util.Objects;
import java.util.Optional;

/** What limits a run from outside of the handling of requests: the load generator, and the platform of a function. */
final class Surrounding {
    private static final double SATURATED_CLIENT_PERCENT = 70;
    private static final double NOTABLE_PERCENT = 25;
    private static final double REFUSED_PERCENT = 1;
    private static final int MOST_CONCURRENCY = 1000;
    private static final int MOST_PODS = 50;
    private static final Compute.Lambda STANDARD = new Compute.Lambda(1769, 100, 0, 300, 300);

    private Surrounding() {}

    /** The function's concurrency limit refuses requests. */
    static Optional<Bottleneck> throttling(Situation situation) {
        double throttled = situation.counted().increase(Sample.THROTTLES);
        double all = Math.max(1, situation.results().requests());
        double percent = 100 * throttled / all;
        if (percent < REFUSED_PERCENT) {
            return Optional.empty();
        }
        int now = lambda(situation).maxConcurrency();
        int target = Math.clamp(situation.spec().clients(), now + 1, Math.max(now + 1, MOST_CONCURRENCY));
        return Optional.of(Finding.of(Component.THROTTLING, percent)
                .because("%.0f of %.0f requests were refused with 429", throttled, all)
                .because(
                        "%d clients ask at once, %d environments may run at once",
                        situation.spec().clients(), now)
                .because(
                        "%.0f environments were started meanwhile",
                        situation.counted().increase(Sample.COLD_STARTS))
                .changing("compute.lambda.maxConcurrency", Math.min(target, MOST_CONCURRENCY))
                .advise(
                        "compute.lambda.maxConcurrency: %d (was %d); predicted: no request is refused while at most %d"
                                + " are under way",
                        Math.min(target, MOST_CONCURRENCY), now, Math.min(target, MOST_CONCURRENCY)));
    }

    /** Requests wait for environments to start. */
    static Optional<Bottleneck> coldStarts(Situation situation) {
        double starts = situation.counted().increase(Sample.COLD_STARTS);
        double share = situation.sharePercent(Counted.QUEUE);
        if (!situation.isFunction() || starts == 0 || share < NOTABLE_PERCENT) {
            return Optional.empty();
        }
        var lambda = lambda(situation);
        int target = Math.min(situation.spec().clients(), lambda.maxConcurrency());
        double inits = Math.max(1, situation.counted().increase(Sample.INITS));
        return Optional.of(Finding.of(Component.COLD_STARTS, share)
                .because(
                        "%.0f of %.0f requests met a cold start",
                        starts, situation.counted().requests())
                .because(
                        "a request waits %.1f ms of its %.1f ms for an environment",
                        situation.counted().meanMs(situation.counted().phaseSeconds(Counted.QUEUE)),
                        situation.serviceMeanMs())
                .because(
                        "an environment takes %.0f ms to start",
                        1000 * situation.counted().increase(Sample.INIT_SECONDS) / inits)
                .changing("compute.lambda.provisionedConcurrency", target)
                .advise(
                        "compute.lambda.provisionedConcurrency: %d (was %d); predicted: a request takes %.1f ms in the"
                                + " service instead of %.1f ms",
                        target,
                        lambda.provisionedConcurrency(),
                        situation.serviceMeanMs() * (100 - share) / 100,
                        situation.serviceMeanMs()));
    }

    /**
     * The load generator has used up its own processors, and nobody waits in the service. On a node that has none left a
     * further one would only take from the first, so then it is the node.
     */
    static Optional<Bottleneck> client(Situation situation) {
        var health = situation.result().client();
        double waiting = situation.sharePercent(situation.queued() + situation.meanIn(Counted.POOL));
        if (health.cpuPercent() < SATURATED_CLIENT_PERCENT || waiting >= NOTABLE_PERCENT) {
            return Optional.empty();
        }
        return Processors.ofNode(situation).or(() -> Optional.of(ofClient(situation, waiting)));
    }

    private static Bottleneck ofClient(Situation situation, double waiting) {
        var health = situation.result().client();
        int pods = situation.spec().load().pods();
        int target = morePods(situation.spec());
        // what the service sends the load generator has to take
        double ownMs = situation.serviceMeanMs()
                - situation.counted().meanMs(situation.counted().phaseSeconds(Counted.WRITE));
        return Finding.of(Component.CLIENT, health.cpuPercent())
                .because(
                        "the load generator used %.0f %% of its %.1f processors, at most %.0f %% is sound",
                        health.cpuPercent(), health.cpuLimit(), SATURATED_CLIENT_PERCENT)
                .because("%.1f %% of a request's time in the service is spent waiting there", waiting)
                .because(Processors.line(situation))
                .because(
                        "a request takes %.1f ms as the clients see it, %.1f ms in the service",
                        situation.clientMeanMs().orElse(0.0), situation.serviceMeanMs())
                .changing("load.pods", target)
                .advise(
                        "load.pods: %d (was %d); predicted: %s; until then the numbers are the load generator's, not the"
                                + " service's",
                        target,
                        pods,
                        Gain.predicted(
                                situation,
                                ownMs,
                                Gain.ofRaising(pods, target, "pods of the load generator"),
                                Gain.ofProcessors(situation),
                                Gain.ofNode(situation),
                                Gain.ofClients(situation, ownMs)));
    }

    /** Twice as many load generators, as far as there may be: each needs a client. */
    static int morePods(PerformanceRunSpec spec) {
        return Math.min(Math.min(MOST_PODS, spec.clients()), 2 * spec.load().pods());
    }

    private static Compute.Lambda lambda(Situation situation) {
        return Objects.requireNonNullElse(situation.spec().compute().lambda(), STANDARD);
    }
}
