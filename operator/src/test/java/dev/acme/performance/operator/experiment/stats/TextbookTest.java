package dev.acme.performance.operator.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Methods against values that others have published. */
final class TextbookTest {
    /** "Student", The probable error of a mean, Biometrika 6, 1908, as R's data set {@code sleep}: additional hours of sleep. */
    private static final double[] DEXTRO = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    private static final double[] LAEVO = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    /** R: {@code t.test(Pair(extra[1:10], extra[11:20]) ~ 1)}: t = -4.0621, df = 9, p = 0.002833, -2.4598858 to -0.7001142. */
    @Test
    void studentsPairs() {
        var ratio = ratio(true);

        assertThat(ratio.difference() / ratio.error()).isCloseTo(-4.0621, within(5e-5));
        assertThat(ratio.freedom()).isEqualTo(9);
        assertThat(ratio.p()).isCloseTo(0.002833, within(5e-7));
        assertThat(ratio.difference() - ratio.half(0.05)).isCloseTo(-2.4598858, within(5e-8));
        assertThat(ratio.difference() + ratio.half(0.05)).isCloseTo(-0.7001142, within(5e-8));
    }

    /** R: {@code t.test(extra ~ group)}: t = -1.8608, df = 17.776, p = 0.07939, -3.3654832 to 0.2054832. */
    @Test
    void welchsSamples() {
        var ratio = ratio(false);

        assertThat(ratio.difference() / ratio.error()).isCloseTo(-1.8608, within(5e-5));
        assertThat(ratio.freedom()).isCloseTo(17.776, within(5e-4));
        assertThat(ratio.p()).isCloseTo(0.07939, within(5e-6));
        assertThat(ratio.difference() - ratio.half(0.05)).isCloseTo(-3.3654832, within(5e-8));
        assertThat(ratio.difference() + ratio.half(0.05)).isCloseTo(0.2054832, within(5e-8));
    }

    private static LogRatio ratio(boolean blocked) {
        var cells = new LinkedHashMap<String, NavigableMap<Integer, Double>>();
        cells.put("dextro", places(DEXTRO));
        cells.put("laevo", places(LAEVO));
        var table = new RunTable(blocked, cells);
        return LogRatio.of(table, BlockNoise.of(table), "dextro", "laevo").orElseThrow();
    }

    private static NavigableMap<Integer, Double> places(double[] values) {
        var places = new TreeMap<Integer, Double>();
        for (double value : values) {
            places.put(places.size(), value);
        }
        return places;
    }

    /** Box, Hunter and Hunter, penicillin: 226 over 12 degrees of freedom are left. */
    @Test
    void whatBlendsAndTreatmentsLeave() {
        var table = new RunTable(
                true,
                Map.of(
                        "A", places(new double[] {89, 84, 81, 87, 79}),
                        "B", places(new double[] {88, 77, 87, 92, 81}),
                        "C", places(new double[] {97, 92, 87, 89, 80}),
                        "D", places(new double[] {94, 79, 85, 84, 88})));

        var noise = BlockNoise.of(table);

        assertThat(noise.freedom()).isEqualTo(12);
        assertThat(noise.variance()).isCloseTo(226.0 / 12, within(1e-9));
    }

    /** A value that is missing leaves the squares of the others as least squares has them, here exactly additive: nothing. */
    @Test
    void aMissingValueIsNoNoise() {
        var gap = places(new double[] {11, 12, 13, 14});
        gap.remove(2);
        var table = new RunTable(
                true, Map.of("A", gap, "B", places(new double[] {1, 2, 3, 4}), "C", places(new double[] {5, 6, 7, 8})));

        var noise = BlockNoise.of(table);

        assertThat(noise.freedom()).isEqualTo(5);
        assertThat(noise.variance()).isCloseTo(0, within(1e-18));
    }

    /** The step-down procedure by hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, and no smaller one after it. */
    @Test
    void holm() {
        assertThat(Holm.adjusted(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(Holm.adjusted(new double[] {0.5, 0.9})).containsExactly(1.0, 1.0);
        assertThat(Holm.adjusted(new double[0])).isEmpty();
    }

    /** Student's t of 9 degrees of freedom is 2.262 at 95 %: NIST/SEMATECH handbook 1.3.6.7.2. */
    @Test
    void theIntervalOfAMeanIsThatOfItsLogarithms() {
        double[] values = {90, 95, 100, 105, 110, 92, 97, 102, 107, 101};
        double[] logs = java.util.Arrays.stream(values).map(Math::log).toArray();
        double mean = java.util.Arrays.stream(logs).average().orElseThrow();
        double variance = java.util.Arrays.stream(logs)
                        .map(log -> (log - mean) * (log - mean))
                        .sum()
                / 9;

        var estimate = FreshRuns.estimate(values, 0.05);

        assertThat(estimate.mean()).isCloseTo(Math.exp(mean), within(1e-9));
        assertThat(estimate.low()).isCloseTo(Math.exp(mean - 2.262 * Math.sqrt(variance / 10)), within(0.01));
        assertThat(estimate.high()).isCloseTo(Math.exp(mean + 2.262 * Math.sqrt(variance / 10)), within(0.01));
    }

    @Test
    void oneRunHasNoIntervalAndZeroHasNoLogarithm() {
        assertThat(FreshRuns.estimate(new double[] {7}, 0.05)).satisfies(one -> {
            assertThat(one.mean()).isCloseTo(7, within(1e-12));
            assertThat(one.low()).isNull();
        });
        assertThat(FreshRuns.estimate(new double[] {0, 2}, 0.05).mean()).isEqualTo(1);
        assertThat(List.of(FreshRuns.estimate(new double[] {3, 3, 3}, 0.05)))
                .allSatisfy(one -> assertThat(one.cv()).isZero());
    }
}
