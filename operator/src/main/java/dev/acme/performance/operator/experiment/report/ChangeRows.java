package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.operator.experiment.stats.LevelChange;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.List;
import java.util.Locale;

/** Where cells changed their level. */
final class ChangeRows {
    private ChangeRows() {}

    static Block.Table of(List<LevelChange> changes) {
        return Rows.table(
                List.of("Cell", "Metric", "When", "#Before", "#After", "#Change %", "#n", "#p (Bonferroni)"),
                changes.stream().map(ChangeRows::row).toList());
    }

    private static Block.Row row(LevelChange one) {
        return Rows.plain(
                one.cell(),
                Wording.name(one.metric()),
                when(one),
                Plain.number(Wording.shown(one.metric(), one.from()), 2),
                Plain.number(Wording.shown(one.metric(), one.to()), 2),
                String.format(Locale.ROOT, "%+.1f", 100 * (one.to() / one.from() - 1)),
                String.valueOf(one.runs()),
                Wording.p(one.adjustedP()));
    }

    private static String when(LevelChange one) {
        String when = one.gradual()
                ? "gradually from %s to %s".formatted(one.lastBefore(), one.firstAfter())
                : "between %s and %s".formatted(one.lastBefore(), one.firstAfter());
        return one.further() == 0 ? when : "%s, the surest of %d changes".formatted(when, one.further() + 1);
    }
}
