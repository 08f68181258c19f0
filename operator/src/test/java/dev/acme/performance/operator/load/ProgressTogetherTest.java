package dev.acme.performance.operator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunProgress.Stage;
import org.junit.jupiter.api.Test;

/** What the latest lines of two load generators say together. */
class ProgressTogetherTest {
    private static final RunProgress ONE = new RunProgress(Stage.MEASURING, 50, 100, 1, 40, 1_000_000, 1.5, 3.0, 9.0);
    private static final RunProgress OTHER = new RunProgress(Stage.MEASURING, 40, 80, 2, 35, 800_000, 1.25, 4.0, 8.0);
    private static final RunProgress SILENT = new RunProgress(Stage.WARMUP, 90, 10, 0, 5, 0, 0, null, null);

    @Test
    void countsAndRatesAreAddedAndTheLastOneSaysHowFarTheyAre() {
        assertThat(LoadResults.together(ONE, OTHER))
                .isEqualTo(new RunProgress(Stage.MEASURING, 40, 180, 3, 75, 1_800_000, 2.75, 4.0, 9.0));
    }

    @Test
    void percentilesOfOneAreTheLeastThatCanBeSaidOfBoth() {
        var both = LoadResults.together(ONE, SILENT);

        assertThat(both.p50Ms()).isEqualTo(3.0);
        assertThat(both.p99Ms()).isEqualTo(9.0);
        assertThat(LoadResults.together(SILENT, SILENT).p99Ms()).isNull();
    }

    /** 900 answers of 10 ms and 100 of 1,000 ms: p99 of all is 1,000 ms, and their means would say 505 ms. */
    @Test
    void theBoundHoldsWhereAnAverageWouldNot() {
        var fast = new RunProgress(Stage.MEASURING, 50, 900, 0, 900, 0, 0, 10.0, 10.0);
        var slow = new RunProgress(Stage.MEASURING, 50, 100, 0, 100, 0, 0, 1_000.0, 1_000.0);

        assertThat(LoadResults.together(fast, slow).p99Ms()).isEqualTo(1_000.0);
    }
}
