package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    @Test
    void aLineHasTheErrorOfTheTextbookWidenedByItsAutocorrelation() {
        // y = 10 + i + e with e = 1, -1, -1, 1, 1, -1, -1, 1, 1, -1: what is left over is e less its own line
        double[] noise = {1, -1, -1, 1, 1, -1, -1, 1, 1, -1};
        var trend = Trend.of(values(IntStream.range(0, 10).mapToDouble(i -> 10 + i + noise[i])));

        // e's line: sum of (i - 4.5) e = -1, / 82.5; squares left over 10 - 1 / 82.5; noise sqrt(that / 8)
        assertThat(trend.noise()).isCloseTo(Math.sqrt((10 - 1 / 82.5) / 8), within(1e-9));
        // slope 1 - 1 / 82.5, its error noise / sqrt(82.5): t = 8.03; r = 0; 8 degrees of freedom, three kinds of form
        assertThat(trend.pValue()).isCloseTo(1.35e-4, within(0.1e-4));
    }

    @Test
    void aStepIsFoundWhereNoLineFits() {
        var levels = IntStream.range(0, 12).mapToDouble(i -> (i < 6 ? 100 : 20) + (i % 2));

        assertThat(Trend.of(values(levels)).pValue()).isLessThan(1e-9);
    }

    @Test
    void valuesThatAreAllEqualHaveNoTrend() {
        assertThat(Trend.of(Collections.nCopies(12, 7.0))).isEqualTo(new Trend(1, 0));
    }

    @Test
    void oneOutlierIsNoTrend() {
        var values = new ArrayList<>(Collections.nCopies(30, 100.0));
        values.set(29, 1_000.0);
        values.set(11, 101.0);

        assertThat(Trend.of(values).pValue()).isGreaterThan(0.01);
    }

    /** Random numbers have p below 0.05 at most that often, and values alike to their neighbours not in many more cases. */
    @Test
    void chanceIsNotCalledATrendMoreOftenThanItMay() {
        assertThat(significant(0, 0.05)).isLessThan(0.05);
        assertThat(significant(0.3, 0.05)).isLessThan(0.1);
    }

    @Test
    void fewerThanTenValuesAreRefused() {
        assertThatThrownBy(() -> Trend.of(Collections.nCopies(9, 1.0))).hasMessageContaining("9 values");
    }

    /** Share of 500 series of 30 values without a trend whose p is below {@code level}. */
    private static double significant(double correlation, double level) {
        return IntStream.range(0, 500)
                        .mapToObj(seed -> values(Noise.of(new Random(seed), 30, correlation)))
                        .filter(series -> Trend.of(series).pValue() < level)
                        .count()
                / 500.0;
    }

    private static List<Double> values(DoubleStream values) {
        return values.boxed().collect(Collectors.toList());
    }
}
