package dev.acme.performance.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MannKendallTest {
    /** n = 10, all pairs rise: S = 45, variance 125, Z = 44 / sqrt(125) = 3.9355, p = 0.0000830. */
    @Test
    void valuesThatOnlyRiseHaveATrend() {
        double[] rising = DoubleStream.iterate(1, value -> value + 1).limit(10).toArray();

        assertThat(MannKendall.pValue(rising)).isCloseTo(0.0000830, within(0.0000005));
    }

    /**
     * A perfect line has the largest S there is, n (n - 1) / 2, and so the smallest p: by hand for few values, and never below 0 or
     * no number for a day of seconds.
     */
    @ParameterizedTest
    @CsvSource({"3, 0.2962699", "4, 0.0894294", "5, 0.0274863", "12, 8.3031e-6", "86, 0", "2000, 0"})
    void aPerfectLineHasThePOfTheTextbook(int n, double p) {
        double[] rising =
                DoubleStream.iterate(1, value -> value + 0.001).limit(n).toArray();
        double[] falling = DoubleStream.of(rising).map(value -> -value).toArray();

        assertThat(MannKendall.pValue(rising)).isCloseTo(p, within(1e-7)).isGreaterThanOrEqualTo(0);
        assertThat(MannKendall.pValue(falling)).isEqualTo(MannKendall.pValue(rising));
    }

    /** 1 2 2 3 by hand: S = 5, one tie of two: variance (4·3·13 - 2·1·9) / 18 = 7.667, Z = 1.4446, p = 0.1486. */
    @Test
    void tiesLowerTheVariance() {
        assertThat(MannKendall.pValue(new double[] {1, 2, 2, 3})).isCloseTo(0.1486, within(0.0001));
    }

    @Test
    void whatFallsHasTheTrendOfWhatRises() {
        assertThat(MannKendall.pValue(new double[] {9, 7, 8, 4, 3, 1}))
                .isEqualTo(MannKendall.pValue(new double[] {1, 3, 4, 8, 7, 9}));
    }

    @Test
    void equalAndFewValuesHaveNone() {
        assertThat(MannKendall.pValue(new double[] {5, 5, 5, 5})).isEqualTo(1);
        assertThat(MannKendall.pValue(new double[] {1, 2})).isEqualTo(1);
    }

    /** At 1 % one in a hundred of series without trend is taken for one: of 2,000 some 20. */
    @Test
    void chanceIsTakenForATrendAsOftenAsItSays() {
        var random = new SplittableRandom(7);
        int taken = 0;
        for (int i = 0; i < 2_000; i++) {
            taken += MannKendall.pValue(random.doubles(30).toArray()) <= 0.01 ? 1 : 0;
        }

        assertThat(taken).isBetween(5, 36);
    }
}
