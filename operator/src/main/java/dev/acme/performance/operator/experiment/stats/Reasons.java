package dev.acme.performance.operator.experiment.stats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the runs of a cell say against themselves, each kind of doubt once. */
final class Reasons {
    /** The word of a doubt, as docs/measurement.md lists them. */
    private static final Pattern DOUBT = Pattern.compile("([A-Z][A-Za-z]+): (.*)", Pattern.DOTALL);

    private Reasons() {}

    /** Doubts of one word that differ in their numbers stand as the first of them and how many runs have them. */
    static List<String> of(Stream<RunFigures> runs) {
        var byKind = runs.flatMap(run -> run.reasons().stream())
                .collect(Collectors.groupingBy(Reasons::kind, LinkedHashMap::new, Collectors.toList()));
        return byKind.values().stream().map(Reasons::together).toList();
    }

    private static String kind(String reason) {
        var doubt = DOUBT.matcher(reason);
        return doubt.matches() ? doubt.group(1) : reason;
    }

    private static String together(List<String> reasons) {
        var doubt = DOUBT.matcher(reasons.getFirst());
        return reasons.stream().distinct().count() > 1 && doubt.matches()
                ? "%s (%d times, the first): %s".formatted(doubt.group(1), reasons.size(), doubt.group(2))
                : reasons.getFirst();
    }
}
