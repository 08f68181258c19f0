package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.operator.experiment.cost.BreakEven;
import dev.acme.performance.operator.experiment.stats.Design;
import dev.acme.performance.operator.experiment.stats.Findings;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import java.util.List;

/**
 * All that a report says; its JSON is this record.
 *
 * @param name of the experiment, as namespace/name
 * @param period when it began and ended, in words
 * @param setup what was run and how: strategy, order, seed, load, model
 * @param environment where
 * @param notes what the numbers do not stand for (H-18)
 * @param runs all that were started, in the order of their start
 * @param path what Tune tried, in order; empty for a grid
 * @param prices of the sheet: its day, region and source; empty where nothing was priced
 */
public record ExperimentReport(
        String name,
        String period,
        List<Fact> setup,
        List<Fact> environment,
        List<String> notes,
        Design design,
        Findings findings,
        List<RunFigures> runs,
        List<Tried> path,
        List<BreakEven> breakEvens,
        List<Fact> prices) {
    public ExperimentReport {
        setup = List.copyOf(setup);
        environment = List.copyOf(environment);
        notes = List.copyOf(notes);
        runs = List.copyOf(runs);
        path = List.copyOf(path);
        breakEvens = List.copyOf(breakEvens);
        prices = List.copyOf(prices);
    }

    /** A name and what it stands for. */
    public record Fact(String name, String value) {}

    /** A change that Tune tried: where from, what, and whether it was kept and why. */
    public record Tried(String from, String to, String change, String bottleneck, boolean kept, String why) {}
}
