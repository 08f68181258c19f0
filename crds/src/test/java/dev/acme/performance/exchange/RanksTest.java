package dev.acme.performance.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RanksTest {
    @ParameterizedTest
    @CsvSource({
        "1, 500, 1", "2, 500, 1", "3, 500, 2", "4, 500, 2", "100, 500, 50", "101, 500, 51",
        "1, 990, 1", "99, 990, 99", "100, 990, 99", "101, 990, 100", "1000, 990, 990", "1001, 990, 991",
        "999, 999, 999", "1000, 999, 999", "1001, 999, 1000", "10000000000, 999, 9990000000", "7, 900, 7", "10, 950, 10"
    })
    void aPercentileIsTheSmallestRankThatCoversIt(long n, int perMille, long rank) {
        assertThat(Ranks.nearest(n, perMille)).isEqualTo(rank);
    }

    @ParameterizedTest
    @CsvSource({"1000, 983, 997", "10000, 9880, 9920", "368, 360, 368", "1000000, 989805, 990196"})
    void theP99LiesBetweenTwoOrderStatistics(long n, long low, long high) {
        assertThat(Ranks.p99Low(n)).isEqualTo(low);
        assertThat(Ranks.p99High(n)).isEqualTo(OptionalLong.of(high));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 9", "100, 97", "367, 359"})
    void below368NoSampleBoundsTheP99FromAbove(long n, long low) {
        assertThat(Ranks.p99Low(n)).isEqualTo(low);
        assertThat(Ranks.p99High(n)).isEmpty();
    }

    /** Ranks are whole, so the interval of ranks 983 to 997 holds the truth in 97.6 of 100 sets, by the binomial. */
    @Test
    void theIntervalHoldsTheTruthInAtLeast95OfAHundredSets() {
        var random = new SplittableRandom(20_261_121);
        int n = 1_000;
        int sets = 2_000;
        int held = 0;
        double truth = -Math.log(0.01);

        for (int set = 0; set < sets; set++) {
            double[] sample =
                    random.doubles(n).map(u -> -Math.log(1 - u)).sorted().toArray();
            double low = sample[(int) Ranks.p99Low(n) - 1];
            double high = sample[(int) Ranks.p99High(n).orElseThrow() - 1];
            held += low <= truth && truth <= high ? 1 : 0;
        }

        assertThat(100.0 * held / sets).isBetween(95.0, 99.0);
    }
}
