package dev.acme.performance.operator.experiment.stats;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Runs of known truth: each cell's median latency times the machine's state times log-normal noise.
 *
 * @param levels true p99 of each cell, in milliseconds
 * @param noise standard deviations of the logarithms within a cell: near the coefficient of variation
 * @param drift by how much the machine becomes slower from the first run to the last, such as 0.2
 */
record SimulatedRuns(List<Double> levels, List<Double> noise, double drift) {

    static SimulatedRuns of(double noise, Double... levels) {
        return new SimulatedRuns(List.of(levels), Collections.nCopies(levels.length, noise), 0);
    }

    SimulatedRuns withDrift(double share) {
        return new SimulatedRuns(levels, noise, share);
    }

    static Design design(int cells, int repeats) {
        return new Design(
                IntStream.range(0, cells)
                        .mapToObj(i -> new Design.PlannedCell(id(i), Map.of("variant", id(i)), null))
                        .toList(),
                id(0),
                repeats,
                Metric.P99_MS,
                95,
                5,
                null);
    }

    /** As many cells, and the first once more as {@code id(cells)}. */
    static Design paired(int cells, int repeats, double minEffectPercent) {
        var plain = design(cells, repeats);
        return new Design(
                plain.cells(), plain.baseline(), repeats, Metric.P99_MS, 95, minEffectPercent, null, id(cells));
    }

    static String id(int cell) {
        return "cell-" + cell;
    }

    /** Every cell once in a random order, then again in another. */
    List<RunFigures> inBlocks(int repeats, Random random) {
        var runs = new ArrayList<RunFigures>();
        int cells = levels.size();
        for (int block = 0; block < repeats; block++) {
            var order = new ArrayList<>(IntStream.range(0, cells).boxed().toList());
            Collections.shuffle(order, random);
            for (int place = 0; place < cells; place++) {
                double time = (block * cells + place) / (double) Math.max(1, repeats * cells - 1);
                runs.add(run(order.get(place), block, block, time, random));
            }
        }
        return runs;
    }

    /** All runs of a cell, then the next. */
    List<RunFigures> inTurn(int repeats, Random random) {
        var runs = new ArrayList<RunFigures>();
        int all = repeats * levels.size();
        for (int cell = 0; cell < levels.size(); cell++) {
            for (int repeat = 0; repeat < repeats; repeat++) {
                double time = (cell * repeats + repeat) / (double) Math.max(1, all - 1);
                runs.add(run(cell, repeat, RunFigures.NO_BLOCK, time, random));
            }
        }
        return runs;
    }

    private RunFigures run(int cell, int repeat, int block, double time, Random random) {
        double p99 = levels.get(cell) * (1 + drift * time) * Math.exp(noise.get(cell) * random.nextGaussian());
        return figures(
                id(cell),
                repeat,
                block,
                Map.of(
                        Metric.P99_MS, p99,
                        Metric.MEAN_MS, p99 / 2,
                        Metric.MEDIAN_MS, p99 / 2.2,
                        Metric.REQUESTS_PER_SECOND, 1e5 / p99,
                        Metric.BYTES_PER_SECOND, 2.48e12 / p99,
                        Metric.SUCCESS_PERCENT, 100.0));
    }

    static RunFigures figures(String cell, int repeat, int block, Map<Metric, Double> values) {
        return new RunFigures(
                cell + "-" + repeat,
                cell,
                repeat,
                block,
                Phase.SUCCEEDED,
                Verdict.NONE,
                Validity.VALID,
                List.of(),
                values,
                1000,
                0,
                null,
                null,
                null,
                null,
                "same");
    }
}
