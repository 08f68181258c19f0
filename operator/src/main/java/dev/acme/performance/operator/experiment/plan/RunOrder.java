package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.PerformanceExperimentSpec.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * In which order cells are measured. A randomised complete block design (Montgomery: Design and Analysis of Experiments,
 * chapter 4): a block measures every cell once, in an order of its own, so that a machine that becomes slower favours none.
 */
public final class RunOrder {
    private RunOrder() {}

    /** The same seed makes the same order on every platform: {@link Random} and the shuffle are specified to the bit. */
    public static List<Slot> of(List<String> cells, int repeats, Order order, long seed) {
        return switch (order) {
            case RANDOMIZED_BLOCKS -> blocks(cells, repeats, seed);
            case SEQUENTIAL -> sequence(cells, repeats);
        };
    }

    private static List<Slot> blocks(List<String> cells, int repeats, long seed) {
        var random = new Random(seed);
        var slots = new ArrayList<Slot>();
        for (int block = 0; block < repeats; block++) {
            var shuffled = new ArrayList<>(cells);
            Collections.shuffle(shuffled, random);
            for (var cell : shuffled) {
                slots.add(new Slot(slots.size(), block, cell));
            }
        }
        return slots;
    }

    private static List<Slot> sequence(List<String> cells, int repeats) {
        var slots = new ArrayList<Slot>();
        for (var cell : cells) {
            for (int repeat = 0; repeat < repeats; repeat++) {
                slots.add(new Slot(slots.size(), repeat, cell));
            }
        }
        return slots;
    }
}
