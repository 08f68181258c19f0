package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The probes of one run of a container: the startup probe alone first, then the others. */
final class ContainerProbes {
    private final List<ProbePlan> plans;
    private final Function<ProbePlan, ProbeLoop> starter;
    private final List<ProbeLoop> loops = new ArrayList<>();
    private boolean isStarted;
    private boolean isReady;

    private ContainerProbes(List<ProbePlan> plans, Function<ProbePlan, ProbeLoop> starter) {
        this.plans = List.copyOf(plans);
        this.starter = starter;
    }

    /** Of a container that has not run yet. */
    static ContainerProbes none() {
        return new ContainerProbes(List.of(), plan -> {
            throw new IllegalStateException("there are no probes");
        });
    }

    static ContainerProbes start(Container container, String podIp, Function<ProbePlan, ProbeLoop> starter) {
        var plans = new ArrayList<ProbePlan>();
        plan(ProbeKind.STARTUP, container.getStartupProbe(), container, podIp).ifPresent(plans::add);
        plan(ProbeKind.READINESS, container.getReadinessProbe(), container, podIp)
                .ifPresent(plans::add);
        plan(ProbeKind.LIVENESS, container.getLivenessProbe(), container, podIp).ifPresent(plans::add);
        var probes = new ContainerProbes(plans, starter);
        if (probes.has(ProbeKind.STARTUP)) {
            probes.start(ProbeKind.STARTUP);
        } else {
            probes.begin();
        }
        return probes;
    }

    private static Optional<ProbePlan> plan(ProbeKind kind, Probe probe, Container container, String podIp) {
        return Optional.ofNullable(probe).map(found -> ProbePlan.of(kind, found, container, podIp));
    }

    private boolean has(ProbeKind kind) {
        return plans.stream().anyMatch(plan -> plan.kind() == kind);
    }

    private void start(ProbeKind kind) {
        plans.stream().filter(plan -> plan.kind() == kind).map(starter).forEach(loops::add);
    }

    private void begin() {
        isStarted = true;
        isReady = !has(ProbeKind.READINESS);
        start(ProbeKind.READINESS);
        start(ProbeKind.LIVENESS);
    }

    /** Takes what a probe has decided; answers whether the container must be restarted. */
    boolean take(ProbeKind kind, boolean isGood) {
        return switch (kind) {
            case STARTUP -> {
                if (isGood) {
                    stop();
                    begin();
                }
                yield !isGood;
            }
            case READINESS -> {
                isReady = isGood;
                yield false;
            }
            case LIVENESS -> !isGood;
        };
    }

    boolean isStarted() {
        return isStarted;
    }

    boolean isReady() {
        return isReady;
    }

    void stop() {
        loops.forEach(ProbeLoop::stop);
        loops.clear();
    }
}
