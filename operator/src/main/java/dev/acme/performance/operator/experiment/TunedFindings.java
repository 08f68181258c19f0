package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.Cell;
import dev.acme.performance.crds.PerformanceExperimentStatus.TuneStep;
import dev.acme.performance.operator.experiment.plan.Expansion;
import dev.acme.performance.operator.experiment.stats.Findings;
import dev.acme.performance.operator.experiment.stats.Findings.Best;
import dev.acme.performance.operator.experiment.stats.Findings.Recommendation;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a walk found. Its steps were compared one by one, each in blocks of its own: the winner is where it ended, and no
 * comparison across steps says more.
 */
final class TunedFindings {
    private TunedFindings() {}

    static Findings of(PerformanceExperimentStatus status, Findings findings) {
        var kept = status.path().stream()
                .filter(step -> Boolean.TRUE.equals(step.kept()))
                .toList();
        String end = kept.isEmpty()
                ? Expansion.TEMPLATE
                : Objects.requireNonNull(kept.getLast().to());
        return new Findings(
                findings.cells(),
                findings.comparisons(),
                List.of(),
                findings.refused(),
                List.of(),
                best(kept, end),
                findings.pareto(),
                findings.changes(),
                recommendations(status, kept, end));
    }

    private static Best best(List<TuneStep> kept, String end) {
        return kept.isEmpty()
                ? new Best(null, "No change was significantly better than the template")
                : new Best(end, "%d changes kept, the last: %s".formatted(kept.size(), why(kept.getLast())));
    }

    private static List<Recommendation> recommendations(
            PerformanceExperimentStatus status, List<TuneStep> kept, String end) {
        var found = status.cells().stream()
                .filter(cell -> cell.id().equals(end))
                .map(Cell::assignments)
                .filter(Objects::nonNull)
                .filter(assignments -> !assignments.isEmpty())
                .map(assignments -> new Recommendation(
                        "Set " + new TreeMap<>(assignments),
                        String.join("; ", kept.stream().map(TunedFindings::why).toList())));
        var next = status.path().stream()
                .filter(step -> step.to() == null)
                .map(step -> new Recommendation(
                        "The walk ended at %s (bottleneck: %s)"
                                .formatted(step.from(), Objects.requireNonNullElse(step.bottleneck(), "not known")),
                        why(step)));
        return Stream.concat(found, next).toList();
    }

    private static String why(TuneStep step) {
        return Objects.requireNonNullElse(step.why(), "");
    }
}
