package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.HistoryEntry;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.level.LevelChanges;
import dev.acme.performance.operator.level.LevelCourse;
import dev.acme.performance.operator.level.LevelCourse.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A change point across the attempts of one fingerprint and one measured spec, of this run and of others ({@link
 * LevelChanges}). The level is divided by the metrics that were looked at (Bonferroni). A change is news as long as its level
 * is young; then it is how things are.
 */
final class Shift {
    /** Attempts of a new level for which it is told. */
    static final int NEWS = 10;

    private static final double SIGNIFICANCE = 0.01;
    private static final double LEAST_RATIO = 1.05;
    private static final double SMALLEST_WRITTEN = 1e-6;

    private static final List<Measure> MEASURES = List.of(
            new Measure("requests/s", HistoryEntry::requestsPerSecond),
            new Measure("p50 ms", HistoryEntry::p50Ms),
            new Measure("p99 ms", HistoryEntry::p99Ms));

    private final String run;
    private final List<PastRun> alike;

    private Shift(String run, List<PastRun> alike) {
        this.run = run;
        this.alike = alike;
    }

    /** Looks at those of {@code past}, the earliest first, that are like the last one, which is of {@code run}. */
    static Optional<Notice> of(String run, List<PastRun> past) {
        if (past.isEmpty() || past.getLast().entry().fingerprint() == null) {
            return Optional.empty();
        }
        var newest = past.getLast().entry();
        var alike = past.stream()
                .filter(one -> Objects.equals(one.entry().fingerprint(), newest.fingerprint())
                        && Objects.equals(one.entry().measuredSpec(), newest.measuredSpec()))
                .filter(one -> one.entry().phase() == Phase.SUCCEEDED
                        && one.entry().verdict() != Verdict.INCONCLUSIVE
                        && one.entry().validity() != Validity.INVALID)
                .toList();
        var shift = new Shift(run, alike);
        return MEASURES.stream()
                .flatMap(measure -> shift.told(measure).stream())
                .min(Comparator.comparingDouble(Told::pValue))
                .map(told -> new Notice(
                        "Shift",
                        told.sentence(),
                        "something that neither the spec nor the environment tells changed between these two"));
    }

    private record Measure(String unit, Function<HistoryEntry, Double> value) {
        double of(PastRun one) {
            return Objects.requireNonNullElse(value.apply(one.entry()), 0.0);
        }
    }

    private record Told(double pValue, String sentence) {}

    private Optional<Told> told(Measure measure) {
        var known = alike.stream().filter(one -> measure.of(one) > 0).toList();
        double[] values = known.stream().mapToDouble(measure::of).toArray();
        return switch (LevelChanges.of(values, SIGNIFICANCE / MEASURES.size(), LEAST_RATIO)) {
            case LevelCourse.Steady _ -> Optional.empty();
            case LevelCourse.Stepped stepped ->
                Optional.of(stepped.steps().getLast())
                        .filter(step -> step.after() <= NEWS)
                        .map(step -> new Told(step.pValue(), sentence(measure, step, known)));
            case LevelCourse.Drifting drift -> Optional.of(new Told(drift.pValue(), sentence(measure, drift, known)));
        };
    }

    private String sentence(Measure measure, Step step, List<PastRun> known) {
        return String.format(
                Locale.ROOT,
                "%s changed between %s and %s: %.2f in the %d before, %.2f in %d since, under the same spec and"
                        + " fingerprint (%+.1f %%, %s)",
                measure.unit(),
                name(known.get(step.at() - 1)),
                name(known.get(step.at())),
                step.from(),
                step.before(),
                step.to(),
                step.after(),
                100 * (step.to() / step.from() - 1),
                written(step.pValue()));
    }

    private String sentence(Measure measure, LevelCourse.Drifting drift, List<PastRun> known) {
        return String.format(
                Locale.ROOT,
                "%s drifts from %s to %s, %d in all: a line from %.2f to %.2f tells more than a step, under the same spec"
                        + " and fingerprint (%+.1f %%, %s)",
                measure.unit(),
                name(known.getFirst()),
                name(known.getLast()),
                known.size(),
                drift.from(),
                drift.to(),
                100 * (drift.to() / drift.from() - 1),
                written(drift.pValue()));
    }

    private String name(PastRun one) {
        String attempt = "attempt " + one.entry().attempt();
        return one.run().equals(run) ? attempt : attempt + " of " + one.run();
    }

    /** Smaller ones say the same, and rest on the form of the noise. */
    private static String written(double p) {
        return p < SMALLEST_WRITTEN ? "p < 1e-6" : String.format(Locale.ROOT, "p = %.2g", p);
    }
}
