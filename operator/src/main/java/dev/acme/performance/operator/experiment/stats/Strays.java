package dev.acme.performance.operator.experiment.stats;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs whose environment is not that of most runs of their cell: their numbers are of another machine (H-10). One of five that
 * strayed must not void the other four.
 */
final class Strays {
    private Strays() {}

    /** All runs; those that strayed are invalid, with the reason. */
    static List<RunFigures> marked(Collection<RunFigures> runs) {
        var homes = homes(runs);
        return runs.stream()
                .map(run -> {
                    String home = homes.getOrDefault(run.cell(), run.fingerprint());
                    return run.counts() && !run.fingerprint().equals(home) ? run.invalid(why(run, home)) : run;
                })
                .toList();
    }

    private static String why(RunFigures run, String home) {
        return "%s: its environment (%s) is not that of most runs of the cell (%s): compare status.environment"
                .formatted(run.run(), named(run.fingerprint()), named(home));
    }

    private static String named(String fingerprint) {
        return fingerprint.isEmpty() ? "not known" : "fingerprint " + fingerprint;
    }

    /** By cell; where two are as frequent, the one that is more frequent in the whole experiment. One that is known comes first. */
    private static Map<String, String> homes(Collection<RunFigures> runs) {
        var counting = runs.stream().filter(RunFigures::counts).toList();
        var everywhere = frequencies(counting);
        var homes = new HashMap<String, String>();
        counting.stream()
                .collect(Collectors.groupingBy(RunFigures::cell))
                .forEach((cell, its) -> homes.put(cell, most(frequencies(its), everywhere)));
        return homes;
    }

    private static Map<String, Long> frequencies(List<RunFigures> runs) {
        return runs.stream()
                .map(RunFigures::fingerprint)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static String most(Map<String, Long> here, Map<String, Long> everywhere) {
        return here.keySet().stream()
                .max(Comparator.comparing((String print) -> !print.isEmpty())
                        .thenComparingLong(print -> here.getOrDefault(print, 0L))
                        .thenComparingLong(print -> everywhere.getOrDefault(print, 0L))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("");
    }

    /** The environment that cells must share to be compared: the baseline's, and where it has none, that of most runs. */
    static String home(String baseline, Collection<RunFigures> counting) {
        var its = counting.stream().filter(run -> run.cell().equals(baseline)).toList();
        return most(frequencies(its.isEmpty() ? List.copyOf(counting) : its), frequencies(List.copyOf(counting)));
    }
}
