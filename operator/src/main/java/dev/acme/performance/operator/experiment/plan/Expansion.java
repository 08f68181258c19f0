package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.Factor;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All combinations of an experiment's factors but the excluded ones, the last factor changing fastest; or why there are none. */
public sealed interface Expansion {
    /** More are neither measured in reasonable time nor shown in a status. */
    int MOST_CELLS = 256;
    /** Before anything is excluded. */
    int MOST_COMBINATIONS = 4_096;

    /** The id of the only cell where nothing is varied. */
    String TEMPLATE = "template";

    /** What cells are called that are not named after their values. */
    Pattern BY_PLACE = Pattern.compile("cell-\\d+");

    /** At least one cell, and which of them the others are compared with. */
    record Cells(List<Combination> cells, String baseline) implements Expansion {
        public Cells {
            cells = List.copyOf(cells);
        }
    }

    /** Nothing can be planned; {@code why} names the field. */
    record Refused(String why) implements Expansion {}

    static Expansion of(PerformanceExperimentSpec spec) {
        long combinations = spec.factors().stream()
                .mapToLong(factor -> factor.values().size())
                .reduce(1, (product, values) -> product * values);
        if (combinations > MOST_COMBINATIONS) {
            return new Refused("factors: make %d combinations, at most %d are looked at"
                    .formatted(combinations, MOST_COMBINATIONS));
        }
        var empty = emptyValue(spec);
        if (empty.isPresent()) {
            return new Refused(empty.get());
        }
        var excluded = spec.exclude().stream().map(Expansion::texts).toList();
        var all = identified(spec.factors(), combinations(spec.factors()));
        for (int i = 0; i < excluded.size(); i++) {
            var entry = excluded.get(i);
            if (all.stream().noneMatch(cell -> cell.matches(entry))) {
                return new Refused("exclude[%d]: matches no combination".formatted(i));
            }
        }
        var cells = all.stream()
                .filter(cell -> excluded.stream().noneMatch(cell::matches))
                .toList();
        return problem(cells).<Expansion>map(Refused::new).orElseGet(() -> based(spec, cells));
    }

    /**
     * The same where no two cells are one, and the budget is enough to measure every cell as often as is wanted, the baseline
     * twice where it has an A/A pair.
     */
    static Expansion withinBudget(PerformanceExperimentSpec spec) {
        var equal = EqualValues.of(spec);
        if (equal.isPresent()) {
            return new Refused(equal.get());
        }
        return switch (of(spec)) {
            case Refused refused -> refused;
            case Cells grid -> {
                boolean isPaired = AaCell.isPlannedAtOnce(spec);
                int needed = (grid.cells().size() + (isPaired ? 1 : 0)) * spec.repeats();
                yield needed > spec.maxRuns()
                        ? new Refused("maxRuns: %d cells%s of %d repeats need %d runs, it allows %d"
                                .formatted(
                                        grid.cells().size(),
                                        isPaired ? " and the baseline once more (comparison.aa)" : "",
                                        spec.repeats(),
                                        needed,
                                        spec.maxRuns()))
                        : grid;
            }
        };
    }

    private static Optional<String> emptyValue(PerformanceExperimentSpec spec) {
        return spec.factors().stream()
                .filter(factor ->
                        factor.values().stream().anyMatch(value -> text(value).isEmpty()))
                .findFirst()
                .map(factor -> "factors: %s has an empty value".formatted(factor.name()));
    }

    private static Optional<String> problem(List<Combination> cells) {
        if (cells.isEmpty()) {
            return Optional.of("exclude: leaves no cell");
        }
        return cells.size() > MOST_CELLS
                ? Optional.of("factors: make %d cells, at most %d are measured".formatted(cells.size(), MOST_CELLS))
                : Optional.empty();
    }

    /** Factors that the baseline does not name have their first value in it. */
    private static Expansion based(PerformanceExperimentSpec spec, List<Combination> cells) {
        var wanted = new LinkedHashMap<String, String>();
        spec.factors()
                .forEach(
                        factor -> wanted.put(factor.name(), text(factor.values().getFirst())));
        wanted.putAll(texts(spec.baseline()));
        return cells.stream()
                .filter(cell -> cell.matches(wanted))
                .findFirst()
                .<Expansion>map(cell -> new Cells(cells, cell.id()))
                .orElseGet(() -> spec.baseline().isEmpty()
                        ? new Cells(cells, cells.getFirst().id())
                        : new Refused("baseline: " + wanted + " is none of the cells"));
    }

    private static List<Map<String, String>> combinations(List<Factor> factors) {
        List<Map<String, String>> grown = List.of(Map.of());
        for (var factor : factors) {
            var next = new ArrayList<Map<String, String>>();
            for (var prefix : grown) {
                factor.values().stream().map(Expansion::text).distinct().forEach(value -> {
                    var longer = new LinkedHashMap<>(prefix);
                    longer.put(factor.name(), value);
                    next.add(longer);
                });
            }
            grown = next;
        }
        return grown;
    }

    /** Named after their values where that is short, tells them apart and is no name of another kind, else by their place. */
    private static List<Combination> identified(List<Factor> factors, List<Map<String, String>> combinations) {
        var names = new HashSet<String>();
        var cells = new ArrayList<Combination>();
        for (var assignments : combinations) {
            String name = factors.isEmpty() ? TEMPLATE : inWords(assignments);
            boolean isFit = name.length() <= 32
                    && !name.isEmpty()
                    && !BY_PLACE.matcher(name).matches()
                    && !AaCell.isNamedLikeOne(name)
                    && names.add(name);
            cells.add(new Combination(isFit ? name : "cell-%03d".formatted(cells.size() + 1), assignments));
        }
        return cells;
    }

    private static String inWords(Map<String, String> assignments) {
        return assignments.entrySet().stream()
                .map(entry -> Character.isDigit(entry.getValue().charAt(0))
                        ? entry.getKey() + entry.getValue()
                        : entry.getValue())
                .map(word -> word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
                .collect(Collectors.joining("-"))
                .replaceAll("-+", "-")
                .replaceAll("^-|-$", "");
    }

    private static Map<String, String> texts(Map<String, IntOrString> values) {
        return values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> text(entry.getValue())));
    }

    private static String text(IntOrString value) {
        return String.valueOf(value.getValue());
    }
}
