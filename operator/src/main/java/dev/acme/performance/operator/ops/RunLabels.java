package dev.acme.performance.operator.ops;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.RunEnvironment;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The labels of a run's series. No number of a measurement stands without {@code fidelity} (H-18): {@code real},
 * {@code simulated}, {@code other} for a word of an administrator's own, which the status has, or {@code unknown}.
 */
final class RunLabels {
    static final List<String> RUN = List.of("namespace", "run", "compute", "storage");
    static final List<String> NUMBERS = joined(RUN, List.of("fidelity"));
    static final List<String> INFO = joined(NUMBERS, List.of("phase", "verdict", "validity", "mode", "experiment"));
    private static final String EXPERIMENT = "performance.acme.dev/experiment";

    private final Function<PerformanceRun, String> expected;

    /** @param expected fidelity that the result of a run will tell, by the installation's settings */
    RunLabels(Function<PerformanceRun, String> expected) {
        this.expected = expected;
    }

    /** An external target's storage is not the operator's to name. */
    static List<String> ofRun(PerformanceRun run) {
        var compute = run.getSpec().compute().backend();
        return List.of(
                run.getMetadata().getNamespace(),
                run.getMetadata().getName(),
                Words.of(compute),
                compute == Compute.Backend.EXTERNAL
                        ? ""
                        : Words.of(run.getSpec().storage().backend()));
    }

    /** Of results: what they stand for is what they tell, whatever is set now. */
    List<String> ofNumbers(PerformanceRun run) {
        return joined(ofRun(run), List.of(fidelity(run)));
    }

    List<String> ofInfo(PerformanceRun run) {
        var status = RunFamily.status(run);
        var labels = run.getMetadata().getLabels();
        return joined(
                ofNumbers(run),
                List.of(
                        Words.of(phase(status)),
                        Words.of(status.verdict()),
                        Words.of(status.validity()),
                        Words.of(run.getSpec().load().mode()),
                        labels == null ? "" : labels.getOrDefault(EXPERIMENT, "")));
    }

    static Phase phase(PerformanceRunStatus status) {
        return Objects.requireNonNullElse(status.phase(), Phase.PENDING);
    }

    static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private String fidelity(PerformanceRun run) {
        var status = RunFamily.status(run);
        return status.results() == null ? bounded(expected.apply(run)) : told(status);
    }

    private static String told(PerformanceRunStatus status) {
        return Optional.ofNullable(status.environment())
                .map(RunEnvironment::fidelity)
                .map(RunLabels::bounded)
                .orElse("unknown");
    }

    private static String bounded(String word) {
        return switch (word) {
            case "real", "simulated" -> word;
            default -> "other";
        };
    }
}
