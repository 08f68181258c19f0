package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.Validity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What void numbers still say (rule H-06): a load generator that could not keep up spoilt them itself, so it, or the node
 * whose processors it was short of, is the bottleneck of the measurement. Void for anything else they name nothing.
 */
final class VoidNumbers {
    private static final String SATURATED = "ClientSaturated:";

    private static final int MOST_TOLD = 3;

    private VoidNumbers() {}

    /** Empty where the numbers stand. {@code situation}: what was seen of the target, where something was. */
    static Optional<Bottleneck> bottleneck(PerformanceRunSpec spec, RunResult result, Optional<Situation> situation) {
        if (result.validity() != Validity.INVALID) {
            return Optional.empty();
        }
        var late = result.validityReasons().stream()
                .filter(reason -> reason.startsWith(SATURATED))
                .toList();
        return Optional.of(
                late.isEmpty()
                        ? nothing(result.validityReasons())
                        : situation
                                .flatMap(seen -> Processors.ofNode(seen, late))
                                .orElseGet(() -> client(spec, result, late)));
    }

    /** Why numbers name no component. */
    static Bottleneck nothing(List<String> reasons) {
        String why = reasons.stream().limit(MOST_TOLD).collect(Collectors.joining("; "));
        return Finding.of(Component.NOT_ENOUGH_EVIDENCE, 0)
                .because("%s", "the numbers are void: " + why)
                .advise("measure again: void numbers say nothing of the service");
    }

    private static Bottleneck client(PerformanceRunSpec spec, RunResult result, List<String> late) {
        var finding = Finding.of(Component.CLIENT, result.client().cpuPercent());
        late.forEach(reason -> finding.because("%s", reason));
        int pods = spec.load().pods();
        int target = Surrounding.morePods(spec);
        return target == pods
                ? finding.advise("load.pods is %d, the most that these clients can have: ask for less load", pods)
                : finding.changing("load.pods", target)
                        .advise(
                                "load.pods: %d (was %d); predicted: a load generator that keeps up; these numbers say"
                                        + " nothing of the service",
                                target, pods);
    }
}
