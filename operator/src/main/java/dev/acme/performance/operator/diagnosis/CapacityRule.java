package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus.Capacity;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.Validity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one replica was seen to carry while every objective was met, and how many replicas the rate of the run needs: target
 * rate / rate of one replica * 1.5, rounded up. A run shows at least this much: whether a replica carries more, only a run
 * with more load tells.
 */
public final class CapacityRule {
    /** Keeps a replica at two thirds of what it was seen to carry. */
    public static final double SAFETY_FACTOR = 1.5;

    private static final String SATURATED = "Saturated:";
    private static final String DEGRADED = "Degraded:";

    private CapacityRule() {}

    /** A judged run: what was measured, what is said of it, and whether it drifted. */
    public record Judged(
            Results results, Verdict verdict, Validity validity, List<String> reasons, boolean isDrifting) {
        public Judged {
            reasons = List.copyOf(reasons);
        }
    }

    /** Without numbers, and with the reason, where the run does not show it. */
    public static Capacity of(PerformanceRunSpec spec, Judged run) {
        return objection(spec, run)
                .map(reason -> new Capacity(null, null, SAFETY_FACTOR, null, "not shown: " + reason))
                .orElseGet(() -> shown(spec, run.results()));
    }

    private static Capacity shown(PerformanceRunSpec spec, Results results) {
        int replicas = spec.compute().replicas();
        Integer rate = spec.load().ratePerSecond();
        // of an open loop that is not saturated all was carried: what ended after the window was planned at its end
        double carried = rate == null ? results.throughput().requestsPerSecond() : rate;
        double perReplica = carried / replicas;
        int recommended = replicas(carried, perReplica);
        return new Capacity(
                rounded(perReplica),
                recommended,
                SAFETY_FACTOR,
                rounded(carried),
                String.format(
                        Locale.ROOT,
                        "at least: %d %s carried %.2f requests/s with every objective met; %.2f / %.2f * %.1f = %.2f,"
                                + " so %d for %s",
                        replicas,
                        replicas == 1 ? "replica" : "replicas",
                        carried,
                        carried,
                        perReplica,
                        SAFETY_FACTOR,
                        carried / perReplica * SAFETY_FACTOR,
                        recommended,
                        rate == null ? "the rate that the clients achieved" : "load.ratePerSecond"));
    }

    /** Seed 003's formula: 170 / 60 * 1.5 = 4.25, so 5. */
    static int replicas(double target, double perReplica) {
        // what binary fractions add must not ask for one more
        return (int) Math.ceil(target / perReplica * SAFETY_FACTOR - 1e-9);
    }

    private static Optional<String> objection(PerformanceRunSpec spec, Judged run) {
        return backend(spec.compute())
                .or(() -> load(spec.load().mode()))
                .or(() -> numbers(run))
                .or(() -> objectives(run.verdict()));
    }

    private static Optional<String> backend(Compute compute) {
        return switch (compute.backend()) {
            case ECS ->
                compute.autoscaling() == null
                        ? Optional.empty()
                        : Optional.of("the number of replicas was the autoscaler's and changed");
            case LAMBDA ->
                Optional.of("function environments come and go by themselves, there are no replicas to count");
            case EXTERNAL -> Optional.of("how many replicas an external target has is not known");
        };
    }

    private static Optional<String> load(LoadMode mode) {
        return switch (mode) {
            case BURST ->
                Optional.of(
                        "a burst is one wave and no rate that lasts; load.mode Closed, Constant or Poisson show one");
            case CLOSED, CONSTANT, POISSON -> Optional.empty();
        };
    }

    private static Optional<String> numbers(Judged run) {
        if (run.validity() == Validity.INVALID) {
            return Optional.of("the numbers are void");
        }
        if (run.results().throughput().requestsPerSecond() <= 0) {
            return Optional.of("nothing succeeded inside the window");
        }
        if (run.reasons().stream().anyMatch(reason -> reason.startsWith(DEGRADED))) {
            return Optional.of("more than 0.1 % of the requests failed, so the rate is not one that was carried");
        }
        if (isSaturated(run.reasons())) {
            return Optional.of("the rate that was asked for was not reached, so it is no supported rate");
        }
        return run.isDrifting() ? Optional.of("the run drifted, so its rate is not one that lasts") : Optional.empty();
    }

    /** Whether the load generator says that the rate it was to offer was not reached. */
    static boolean isSaturated(List<String> reasons) {
        return reasons.stream().anyMatch(reason -> reason.startsWith(SATURATED));
    }

    private static Optional<String> objectives(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Optional.empty();
            case NONE -> Optional.of("no objective says what a replica must still hold; set objectives");
            case WARN, FAIL -> Optional.of("an objective was missed at this load; try less of it, or more replicas");
            case INCONCLUSIVE -> Optional.of("whether the objectives were met is not known");
        };
    }

    private static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
