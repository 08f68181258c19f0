package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.operator.experiment.stats.Findings.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        var complete = complete(table);
        table.cells().forEach((cell, numbers) -> {
            var levels = design.cell(cell).map(Design.PlannedCell::assignments).orElse(Map.of());
            numbers.forEach((place, number) -> {
                if (complete.isEmpty() || complete.contains(place)) {
                    values.add(new Anova.Value(number, levels, cell, table.blocked() ? Integer.toString(place) : ""));
                }
            });
        });
        return values;
    }

    /** Blocks in which every cell has a value, where two or more are: with others sources would overlap. Else none. */
    private static Set<Integer> complete(RunTable table) {
        if (!table.blocked() || table.cells().isEmpty()) {
            return Set.of();
        }
        var complete = new HashSet<>(table.cells().values().iterator().next().keySet());
        table.cells().values().forEach(cell -> complete.retainAll(cell.keySet()));
        return complete.size() < 2 ? Set.of() : complete;
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
