package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.operator.experiment.stats.Findings.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What part of the differences between runs each factor explains: {@link Anova} of the objective's logarithms. */
final class VarianceShares {
    static final String TOGETHER = "(together)";
    static final String BLOCKS = "(blocks)";
    static final String NOISE = "(noise)";

    private VarianceShares() {}

    /** Factors, largest first; then what they do together, blocks, and what is left. Empty where nothing varies. */
    static List<Effect> of(Design design, Collection<RunFigures> runs) {
        var values = values(design, RunTable.of(runs, design.objective()));
        var factors = varied(values);
        var anova = Anova.of(factors, values);
        if (factors.isEmpty() || anova.total() == 0) {
            return List.of();
        }
        var effects = new ArrayList<Effect>();
        anova.factors().stream()
                .map(source -> effect(anova, source.name(), source))
                .sorted(Comparator.comparingDouble(Effect::sharePercent).reversed())
                .forEach(effects::add);
        if (anova.together().freedom() > 0) {
            effects.add(effect(anova, TOGETHER, anova.together()));
        }
        if (anova.blocks().freedom() > 0) {
            effects.add(effect(anova, BLOCKS, anova.blocks()));
        }
        effects.add(new Effect(NOISE, anova.sharePercent(anova.noise()), null));
        return effects;
    }

    private static List<Anova.Value> values(Design design, RunTable table) {
        var values = new ArrayList<Anova.Value>();
        table.cells().forEach((cell, numbers) -> {
            var levels = design.cell(cell).map(Design.PlannedCell::assignments).orElse(Map.of());
            numbers.forEach((place, number) ->
                    values.add(new Anova.Value(number, levels, cell, table.blocked() ? Integer.toString(place) : "")));
        });
        return values;
    }

    private static List<String> varied(List<Anova.Value> values) {
        return values.stream()
                .flatMap(value -> value.levels().keySet().stream())
                .distinct()
                .filter(factor -> values.stream()
                                .map(value -> value.levels().getOrDefault(factor, ""))
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }

    private static Effect effect(Anova anova, String name, Anova.Source source) {
        var p = anova.p(source);
        return new Effect(name, anova.sharePercent(source), p.isPresent() ? p.getAsDouble() : null);
    }
}
