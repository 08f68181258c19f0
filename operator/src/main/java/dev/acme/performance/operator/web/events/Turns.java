package dev.acme.performance.operator.web.events;

import dev.acme.performance.operator.web.watch.RunSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Which loads are looked at in a second: those first that have waited longest, for as many reads of the API server as a second
 * has. Nobody is passed over for what his look costs, so that a load of many pods comes to its turn, too.
 */
final class Turns {
    private final int mostReads;
    private final ToIntFunction<RunSummary> reads;
    private final Map<String, Long> lastTurns = new HashMap<>();
    private long second;

    /** @param reads what a look at a run costs */
    Turns(int mostReads, ToIntFunction<RunSummary> reads) {
        this.mostReads = mostReads;
        this.reads = reads;
    }

    /**
     * Of those that waited equally long the first; one at least, where one is free.
     *
     * @param underWay all there is
     * @param isFree whether a run may be looked at now
     */
    List<RunSummary> next(List<RunSummary> underWay, Predicate<RunSummary> isFree) {
        second++;
        lastTurns.keySet().retainAll(underWay.stream().map(RunSummary::runId).toList());
        var taken = new ArrayList<RunSummary>();
        int spent = 0;
        for (var run : underWay.stream()
                .filter(isFree)
                .sorted(Comparator.comparing(run -> lastTurns.getOrDefault(run.runId(), 0L)))
                .toList()) {
            spent += Math.max(1, reads.applyAsInt(run));
            if (spent > mostReads && !taken.isEmpty()) {
                break;
            }
            taken.add(run);
            lastTurns.put(run.runId(), second);
        }
        return taken;
    }
}
