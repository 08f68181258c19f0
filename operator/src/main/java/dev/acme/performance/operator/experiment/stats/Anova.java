package dev.acme.performance.operator.experiment.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * An analysis of variance with fixed factors (NIST/SEMATECH handbook 7.4.3; Jain, The Art of Computer Systems Performance
 * Analysis, chapters 17 to 23). In a complete matrix the sources add up to the total; else factors overlap, and each has what
 * it explains alone.
 *
 * @param factors in the order given
 * @param together what cells differ in beyond the sum of their factors
 * @param blocks freedom 0 where there are none
 * @param noise what is left
 */
record Anova(List<Source> factors, Source together, Source blocks, Source noise, double total) {
    Anova {
        factors = List.copyOf(factors);
    }

    /** One number, the levels of its factors, its cell, and its block, which is empty where there is none. */
    record Value(double number, Map<String, String> levels, String cell, String block) {}

    /** A sum of squares. */
    record Source(String name, double squares, int freedom) {}

    static Anova of(List<String> names, List<Value> values) {
        double mean = values.stream().mapToDouble(Value::number).average().orElse(0);
        var factors = new ArrayList<Source>();
        for (String name : names) {
            factors.add(between(
                    name,
                    mean,
                    values.stream()
                            .collect(Collectors.groupingBy(
                                    value -> value.levels().getOrDefault(name, "")))));
        }
        var cells = between("cells", mean, values.stream().collect(Collectors.groupingBy(Value::cell)));
        var blocks = between("blocks", mean, values.stream().collect(Collectors.groupingBy(Value::block)));
        double total = values.stream()
                .mapToDouble(value -> (value.number() - mean) * (value.number() - mean))
                .sum();
        return new Anova(
                factors,
                new Source(
                        "together",
                        Math.max(
                                0,
                                cells.squares()
                                        - factors.stream()
                                                .mapToDouble(Source::squares)
                                                .sum()),
                        Math.max(
                                0,
                                cells.freedom()
                                        - factors.stream()
                                                .mapToInt(Source::freedom)
                                                .sum())),
                blocks,
                new Source(
                        "noise",
                        Math.max(0, total - cells.squares() - blocks.squares()),
                        values.size() - 1 - cells.freedom() - blocks.freedom()),
                total);
    }

    private static Source between(String name, double mean, Map<String, List<Value>> groups) {
        double squares = groups.values().stream()
                .mapToDouble(group -> {
                    double level =
                            group.stream().mapToDouble(Value::number).average().orElse(mean);
                    return group.size() * (level - mean) * (level - mean);
                })
                .sum();
        return new Source(name, squares, groups.size() - 1);
    }

    /** Eta squared, in percent. */
    double sharePercent(Source source) {
        return 100 * source.squares() / total;
    }

    /** Empty where there is nothing to compare with. */
    OptionalDouble f(Source source) {
        return source.freedom() < 1 || noise.freedom() < 1 || noise.squares() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((source.squares() / source.freedom()) / (noise.squares() / noise.freedom()));
    }

    /** Of the F test. */
    OptionalDouble p(Source source) {
        var f = f(source);
        return f.isEmpty()
                ? f
                : OptionalDouble.of(
                        FDistribution.of(source.freedom(), noise.freedom()).survivalProbability(f.getAsDouble()));
    }
}
