package dev.acme.performance.operator.experiment.stats;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;

/**
 * What is left of a table when each cell's and each block's own level is taken away: the error of the randomised complete block
 * design (NIST/SEMATECH handbook 5.3.3.2; Box, Hunter and Hunter, Statistics for Experimenters, chapter 4). Where values are
 * missing the levels are those of least squares, found by turns (Yates 1933).
 *
 * @param variance of one value
 * @param freedom degrees of it; 0 where nothing can be said
 */
record BlockNoise(double variance, int freedom) {
    static final BlockNoise UNKNOWN = new BlockNoise(0, 0);

    private static final int MOST_TURNS = 500;
    private static final double SETTLED = 1e-13;

    static BlockNoise of(RunTable table) {
        var values = table.cells().values();
        var blocks = new HashMap<Integer, Double>();
        values.forEach(cell -> cell.keySet().forEach(block -> blocks.put(block, 0.0)));
        int count = values.stream().mapToInt(Map::size).sum();
        int freedom = count - values.size() - blocks.size() + 1;
        if (!table.blocked() || values.size() < 2 || freedom < 1) {
            return UNKNOWN;
        }
        double[] cells = new double[values.size()];
        for (int turn = 0; turn < MOST_TURNS && step(values, cells, blocks) > SETTLED; turn++) {}
        return new BlockNoise(squares(values, cells, blocks) / freedom, freedom);
    }

    /** Levels of cells, then of blocks; returns how far a block's has moved. */
    private static double step(
            Collection<NavigableMap<Integer, Double>> values, double[] cells, Map<Integer, Double> blocks) {
        int place = 0;
        var sums = new HashMap<Integer, Double>();
        var counts = new HashMap<Integer, Integer>();
        for (var cell : values) {
            double level = cell.entrySet().stream()
                    .mapToDouble(entry -> entry.getValue() - blocks.getOrDefault(entry.getKey(), 0.0))
                    .average()
                    .orElse(0);
            cells[place++] = level;
            cell.forEach((block, value) -> {
                sums.merge(block, value - level, Double::sum);
                counts.merge(block, 1, Integer::sum);
            });
        }
        double moved = 0;
        for (var entry : sums.entrySet()) {
            double level = entry.getValue() / counts.getOrDefault(entry.getKey(), 1);
            double before = blocks.getOrDefault(entry.getKey(), 0.0);
            blocks.put(entry.getKey(), level);
            moved = Math.max(moved, Math.abs(level - before));
        }
        return moved;
    }

    private static double squares(
            Collection<NavigableMap<Integer, Double>> values, double[] cells, Map<Integer, Double> blocks) {
        double squares = 0;
        int place = 0;
        for (var cell : values) {
            double level = cells[place++];
            for (var entry : cell.entrySet()) {
                double left = entry.getValue() - level - blocks.getOrDefault(entry.getKey(), 0.0);
                squares += left * left;
            }
        }
        return squares;
    }
}
