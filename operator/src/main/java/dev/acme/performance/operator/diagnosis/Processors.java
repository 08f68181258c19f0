package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether processor time is what there is too little of: of the service's limit, or of its whole node. */
final class Processors {
    private static final double SATURATED_PERCENT = 85;
    private static final double OFTEN_THROTTLED_PERCENT = 25;
    private static final double MOST_CPU = 64;
    /** A change that promises less is not worth a run. */
    private static final double LEAST_GAIN = 1.1;

    private static final double MILLI = 1000;

    private Processors() {}

    static Optional<Bottleneck> ofService(Situation situation) {
        boolean isSaturated = situation.cpuPercent() >= SATURATED_PERCENT;
        boolean isThrottled = situation.throttledPercent() >= OFTEN_THROTTLED_PERCENT;
        if (situation.isFunction() || !(isSaturated || isThrottled)) {
            return Optional.empty();
        }
        var now = situation.spec().compute().cpu();
        double processors = now.getNumericalAmount().doubleValue();
        double target = Math.min(MOST_CPU, Math.min(processors * 2, Room.ofReplica(situation)));
        double factor = target / processors;
        double costMs = situation.counted().meanMs(situation.counted().increase(Sample.PROCESS_CPU));
        double leastMs = costMs + situation.storageAloneMs();
        var finding = Finding.of(Component.SERVICE_CPU, Math.max(situation.cpuPercent(), situation.throttledPercent()))
                .because(line(situation))
                .because(
                        "a request costs %.2f ms of processor time, of %.1f ms in the service",
                        costMs, situation.serviceMeanMs())
                .because("the quota was used up in %.1f %% of its periods", situation.throttledPercent())
                .because(
                        "%.1f of %d threads are busy, %.1f requests wait for one",
                        situation.handled(), situation.threads(), situation.queued())
                .because("the node's processors are %.0f %% busy", situation.nodeBusyPercent());
        if (factor < LEAST_GAIN) {
            return Optional.of(
                    finding.advise("no field of the run helps: the node has no processors left; give it larger"
                            + " nodes, or more compute.replicas and nodes for them, or put service and load on nodes of their own"
                            + " by the chart's values registry.placement and load.placement"));
        }
        return Optional.of(finding.changing("compute.cpu", quantity(target))
                .advise(
                        "compute.cpu: %s (was %s), or %s the compute.replicas; predicted: %s, %s",
                        quantity(target),
                        now,
                        factor < 2 ? "on further nodes twice" : "twice",
                        Gain.predicted(
                                situation,
                                leastMs,
                                new Gain(factor, "that is all in use"),
                                Gain.ofConnectionsAlone(situation),
                                Gain.ofClients(situation, leastMs)),
                        factor < 2 ? "for the node has no more left" : "as far as the node has the processors"));
    }

    /** The node has no processor time left, and no one pod has used up its own. */
    static Optional<Bottleneck> ofNode(Situation situation) {
        return ofNode(situation, List.of());
    }

    /** {@code further}: what else speaks for it. */
    static Optional<Bottleneck> ofNode(Situation situation, List<String> further) {
        if (situation.nodeBusyPercent() < SATURATED_PERCENT) {
            return Optional.empty();
        }
        var finding = Finding.of(Component.NODE_CPU, situation.nodeBusyPercent());
        further.forEach(line -> finding.because("%s", line));
        return Optional.of(finding.because(
                        "the node's processors are %.0f %% busy with everything that runs there",
                        situation.nodeBusyPercent())
                .because(line(situation))
                .because(
                        "the load generator used %.0f %% of its limit",
                        situation.result().client().cpuPercent())
                .advise("no field of the run helps while its pods share one node: the chart's values"
                        + " registry.placement and load.placement put service and load on nodes of their own"));
    }

    /** What the replicas used of their processors, percent; empty where they do not tell. */
    static OptionalDouble told(Situation situation) {
        return situation.isFunction() || situation.counted().increase(Sample.PROCESS_CPU) <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(situation.cpuPercent());
    }

    /** How much of its processors the service used. */
    static String line(Situation situation) {
        return situation.isFunction()
                ? "the function's processor time is not told"
                : Finding.text(
                        "the service used %.2f of %.2f processors (%.0f %%)",
                        situation.processorsUsed(), situation.processors(), situation.cpuPercent());
    }

    private static Quantity quantity(double processors) {
        boolean isWhole = processors == Math.rint(processors);
        return isWhole
                ? new Quantity(Long.toString(Math.round(processors)))
                : new Quantity(Math.round(processors * MILLI) + "m");
    }
}
