package dev.acme.performance.operator.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceExperimentSpec.Order;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunOrderTest {
    private static final List<String> CELLS = List.of("a", "b", "c", "d");

    @Test
    void everyBlockHoldsEveryCellOnce() {
        var slots = RunOrder.of(CELLS, 5, Order.RANDOMIZED_BLOCKS, 1);

        assertThat(slots)
                .extracting(Slot::number)
                .isEqualTo(IntStream.range(0, 20).boxed().toList());
        assertThat(slots.stream().collect(Collectors.groupingBy(Slot::block)).values())
                .hasSize(5)
                .allSatisfy(
                        block -> assertThat(block).extracting(Slot::cell).containsExactlyInAnyOrderElementsOf(CELLS));
    }

    @Test
    void blocksDifferInTheirOrderAndTheSeedDecidesIt() {
        assertThat(words(7)).isEqualTo(words(7)).isNotEqualTo(words(8));
        assertThat(List.of(words(7).split(" ")).stream().distinct().count()).isGreaterThan(1);
    }

    /** On record, so that a later version does not quietly reorder what an older one began. */
    @Test
    void theOrderOfASeedIsForEver() {
        assertThat(words(1)).isEqualTo("dabc dacb acdb");
    }

    @Test
    void sequentialMeasuresACellToItsEndBeforeTheNext() {
        assertThat(RunOrder.of(List.of("a", "b"), 2, Order.SEQUENTIAL, 1))
                .containsExactly(new Slot(0, 0, "a"), new Slot(1, 1, "a"), new Slot(2, 0, "b"), new Slot(3, 1, "b"));
    }

    private static String words(long seed) {
        var slots = RunOrder.of(CELLS, 3, Order.RANDOMIZED_BLOCKS, seed);
        return IntStream.range(0, 3)
                .mapToObj(block -> slots.stream()
                        .filter(slot -> slot.block() == block)
                        .map(Slot::cell)
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }
}
