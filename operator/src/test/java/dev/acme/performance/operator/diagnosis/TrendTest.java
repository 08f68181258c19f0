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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendTest {
    private static final int SERIES = 4_000;

    @Test
    void aLineHasTheErrorOfTheTextbookWidenedByItsAutocorrelation() {
        // y = 10 + i + e with e = 1, -1, -1, 1, 1, -1, -1, 1, 1, -1: what is left over is e less its own line
        double[] noise = {1, -1, -1, 1, 1, -1, -1, 1, 1, -1};
        var trend = Trend.of(values(IntStream.range(0, 10).mapToDouble(i -> 10 + i + noise[i])));

        // e's line: sum of (i - 4.5) e = -1, / 82.5; squares left over 10 - 1 / 82.5; noise sqrt(that / 8)
        assertThat(trend.noise()).isCloseTo(Math.sqrt((10 - 1 / 82.5) / 8), within(1e-9));
        // slope 1 - 1 / 82.5, its error noise / sqrt(82.5): t = 8.03, and for r = 0 + 3 / sqrt(10), at most 0.7, a
        // sqrt(1.7 / 0.3)th of it; 8 degrees of freedom; line, exponential and five steps were tried
        assertThat(trend.pValue()).isCloseTo(0.0681, within(1e-4));
    }

    /** Nothing is left over, so there is no error to divide by: the surest trend that there is, whichever way and of whatever size. */
    @ParameterizedTest
    @CsvSource({"1, 0.1, 10", "1, 0.1, 1000", "100, -0.1, 100", "0, 1, 10", "1e9, 1e-3, 30", "1e-9, 1e-10, 30"})
    void aPerfectLineIsATrend(double start, double slope, int length) {
        var trend = Trend.of(values(IntStream.range(0, length).mapToDouble(i -> start + slope * i)));

        assertThat(trend.pValue()).isBetween(0.0, 1e-6);
        assertThat(trend.noise()).isBetween(0.0, 1e-6 * Math.abs(start + slope * length));
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

    /** p is what it says: below a level at most that often, within three deviations of the number of series. */
    @ParameterizedTest
    @CsvSource({
        "0, 10", "0, 15", "0, 30",
        "0.3, 10", "0.3, 15", "0.3, 30",
        "0.6, 10", "0.6, 15", "0.6, 30"
    })
    void chanceIsNotCalledATrendMoreOftenThanItMay(double correlation, int length) {
        double[] values = IntStream.range(0, SERIES)
                .mapToObj(seed -> values(Noise.of(new Random(seed), length, correlation)))
                .mapToDouble(series -> Trend.of(series).pValue())
                .toArray();

        for (double level : new double[] {0.05, 0.01, 0.001}) {
            long below = DoubleStream.of(values).filter(p -> p < level).count();
            double most = SERIES * level + 3 * Math.sqrt(SERIES * level * (1 - level));
            assertThat((double) below).as("p < %s", level).isLessThanOrEqualTo(most);
        }
    }

    /** Seed 004's fall in forms that none of the tried ones is: a service that slows down ever less, and one that gives way. */
    @ParameterizedTest
    @CsvSource({"HYPERBOLA, 0.02, 100", "HYPERBOLA, 0.1, 75", "SIGMOID, 0.02, 100", "SIGMOID, 0.1, 90"})
    void aFallThatNoFormFitsIsFoundMostly(Fall fall, double deviation, int ofAHundred) {
        long found = IntStream.range(0, 100)
                .mapToObj(seed -> fall.over(Noise.of(new Random(seed), 30, 0.3).toArray(), deviation))
                .filter(series -> Trend.of(series).pValue() < DriftRule.SIGNIFICANCE)
                .count();

        assertThat(found).isGreaterThanOrEqualTo(ofAHundred);
    }

    private enum Fall {
        HYPERBOLA,
        SIGMOID;

        List<Double> over(double[] noise, double deviation) {
            return IntStream.range(0, noise.length)
                    .mapToObj(i -> rate((double) i / (noise.length - 1)) * (1 + deviation * noise[i]))
                    .toList();
        }

        private double rate(double share) {
            return switch (this) {
                case HYPERBOLA -> 637 / (1 + 6.77 * share);
                case SIGMOID -> 82 + 555 / (1 + Math.exp(12 * (share - 0.5)));
            };
        }
    }

    @Test
    void fewerThanTenValuesAreRefused() {
        assertThatThrownBy(() -> Trend.of(Collections.nCopies(9, 1.0))).hasMessageContaining("9 values");
    }

    private static List<Double> values(DoubleStream values) {
        return values.boxed().collect(Collectors.toList());
    }
}
