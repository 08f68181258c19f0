package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Confirmation;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.TuneStep;
import dev.acme.performance.operator.experiment.plan.Expansion;
import dev.acme.performance.operator.experiment.stats.Findings;
import dev.acme.performance.operator.experiment.stats.Findings.Best;
import dev.acme.performance.operator.experiment.stats.Findings.Recommendation;
import dev.acme.performance.operator.experiment.stats.MissedObjectives;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a walk found. Its steps were compared one by one, each in blocks of its own, and its two ends in others: no comparison
 * across these says more.
 */
final class TunedFindings {
    private final PerformanceExperimentStatus status;
    private final List<TuneStep> kept;
    private final String end;
    /** That of the whole walk, where the same cell differs from itself. */
    private final Optional<Best> withheld;
    /** What the end was asked for and did not keep. */
    private final Optional<String> missed;

    private TunedFindings(PerformanceExperimentStatus status, Findings findings, Optional<Findings> whole) {
        this.status = status;
        this.withheld = whole.filter(Findings::isDoubted).map(Findings::best);
        this.kept = status.path().stream()
                .filter(step -> Boolean.TRUE.equals(step.kept()))
                .toList();
        this.end = kept.isEmpty()
                ? Expansion.TEMPLATE
                : Objects.requireNonNull(kept.getLast().to());
        this.missed = findings.cell(end).flatMap(MissedObjectives::of);
    }

    /** {@code findings} of all runs, and {@code whole} of those that confirm the walk, where there are any. */
    static Findings of(PerformanceExperimentStatus status, Findings findings, Optional<Findings> whole) {
        var tuned = new TunedFindings(status, findings, whole);
        return new Findings(
                findings.cells(),
                whole.map(Findings::comparisons).orElse(List.of()),
                List.of(),
                whole.map(Findings::refused).orElse(List.of()),
                List.of(),
                tuned.best(),
                List.of(),
                findings.changes(),
                tuned.recommendations(),
                whole.map(Findings::aa).orElse(null));
    }

    private Best best() {
        if (kept.isEmpty()) {
            return new Best(null, unchanged());
        }
        var confirmation = status.confirmation();
        if (confirmation == null) {
            return new Best(
                    end, told() + "; the walk did not come to its end, so what they brought together is not known");
        }
        String compared = "%s against the template, both measured anew after the walk".formatted(named(end));
        Boolean isBetter = confirmation.better();
        if (withheld.isPresent()) {
            return withheld.get();
        }
        if (isBetter == null) {
            return new Best(end, "%s; %s: %s".formatted(told(), compared, text(confirmation.why())));
        }
        return isBetter
                ? new Best(end, "%s: %s".formatted(capitalised(text(confirmation.why())), compared))
                : new Best(null, "Not confirmed: %s: %s".formatted(text(confirmation.why()), compared));
    }

    /** Nothing is claimed of what was never tried. */
    private String unchanged() {
        boolean isTried = status.path().stream().anyMatch(step -> step.to() != null);
        return isTried
                ? "No change that was tried was significantly better than the template"
                : "Nothing was tried: "
                        + status.path().stream()
                                .map(TuneStep::why)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElse("the walk did not begin");
    }

    private String told() {
        return "%d %s kept, the last: %s"
                .formatted(
                        kept.size(),
                        kept.size() == 1 ? "change" : "changes",
                        text(kept.getLast().why()));
    }

    private List<Recommendation> recommendations() {
        var all = new ArrayList<Recommendation>();
        if (!kept.isEmpty()) {
            all.add(withheld.map(TunedFindings::noChoice).orElseGet(() -> isRefuted() ? again() : set()));
        }
        status.path().stream()
                .filter(step -> step.to() == null)
                .map(step -> new Recommendation(
                        "The walk ended at %s (bottleneck: %s)"
                                .formatted(step.from(), Objects.requireNonNullElse(step.bottleneck(), "not known")),
                        text(step.why())))
                .forEach(all::add);
        missed.map(why -> new Recommendation("Objectives are missed by %s, where the walk ended".formatted(end), why))
                .ifPresent(all::add);
        Optional.ofNullable(status.confirmation())
                .filter(whole -> !whole.planned())
                .map(whole -> new Recommendation(
                        "Raise spec.maxRuns and set spec.rerun to learn what the changes bring together",
                        text(whole.why())))
                .ifPresent(all::add);
        return all;
    }

    private boolean isRefuted() {
        var confirmation = status.confirmation();
        return confirmation != null && Boolean.FALSE.equals(confirmation.better());
    }

    private static Recommendation noChoice(Best withheld) {
        return new Recommendation("Do not choose by these numbers", withheld.why());
    }

    private Recommendation set() {
        return new Recommendation(
                "Set " + values(end),
                kept.stream()
                        .map(step -> "%s: %s".formatted(step.to(), text(step.why())))
                        .collect(Collectors.joining("; ")));
    }

    private Recommendation again() {
        return new Recommendation(
                "Repeat with more spec.repeats before you set " + values(end),
                Optional.ofNullable(status.confirmation())
                        .map(Confirmation::why)
                        .orElse(""));
    }

    private String named(String cell) {
        return "%s (%s)".formatted(cell, values(cell));
    }

    private String values(String cell) {
        return new TreeMap<>(status.cells().stream()
                        .filter(one -> one.id().equals(cell))
                        .map(Cell::assignments)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(Map.of()))
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String text(@Nullable String why) {
        return Objects.requireNonNullElse(why, "");
    }

    private static String capitalised(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
