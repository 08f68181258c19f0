package dev.acme.performance.operator.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.acme.performance.operator.level.LevelCourse.Drifting;
import dev.acme.performance.operator.level.LevelCourse.Steady;
import dev.acme.performance.operator.level.LevelCourse.Step;
import dev.acme.performance.operator.level.LevelCourse.Stepped;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in a published series, and in series whose truth is known. Seeds are fixed. */
final class LevelChangesTest {
    private static final long SEED = 20_261_122;
    private static final int MANY = 2_000;
    private static final double LEVEL = 0.05;
    private static final double FLOOR = 1.05;

    /**
     * Flow of the Nile at Aswan, 1871 to 1970, 10^8 m^3 a year. It fell after 1898 (Cobb, Biometrika 65, 1978; Zeileis, Kleiber,
     * Krämer and Hornik, Computational Statistics and Data Analysis 44, 2003: 1097.75 before, 849.97 after).
     */
    private static final double[] NILE = {
        1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
        1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
        831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865,
        845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050,
        918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740
    };

    @Test
    void theNileFellAfter1898AndNeverElse() {
        var steps = steps(LevelChanges.of(NILE, LEVEL, FLOOR));

        assertThat(steps).hasSize(1);
        var step = steps.getFirst();
        assertThat(1871 + step.at() - 1).isEqualTo(1898);
        assertThat(step.before()).isEqualTo(28);
        assertThat(step.after()).isEqualTo(72);
        assertThat(Arrays.stream(NILE).limit(28).average().orElseThrow()).isCloseTo(1097.75, within(0.005));
        assertThat(step.from()).isCloseTo(1097.75, within(20.0));
        assertThat(step.to()).isCloseTo(849.97, within(20.0));
        assertThat(step.pValue()).isLessThan(1e-9);
    }

    /** Without the floor, which would keep small ones from being said. */
    @ParameterizedTest
    @CsvSource({"4, 0.02", "8, 0.02", "8, 0.10", "20, 0.02", "20, 0.10", "100, 0.02", "100, 0.30"})
    void ofSteadySeriesAtMostFivePercentAreCalledChanged(int runs, double noise) {
        var random = new Random(SEED);

        assertThat(share(() -> !isSteady(LevelChanges.of(series(runs, _ -> 100, noise, random), LEVEL, 1))))
                .isLessThanOrEqualTo(LEVEL);
    }

    /** Every tenth value has five times the others' noise; sometimes it is the newest one, of which nobody can tell yet. */
    @ParameterizedTest
    @ValueSource(ints = {8, 20, 100})
    void nowAndThenADisturbedRunIsNoNewLevel(int runs) {
        var random = new Random(SEED);

        assertThat(share(() -> !isSteady(LevelChanges.of(disturbed(runs, 0.02, random), LEVEL, FLOOR))))
                .isLessThanOrEqualTo(0.06);
    }

    @ParameterizedTest
    @CsvSource({"8, 4", "10, 5", "20, 5", "20, 15", "20, 17", "100, 50", "100, 97"})
    void twentyPercentAtTwoPercentNoiseAreFoundWithinOneRun(int runs, int at) {
        var random = new Random(SEED);

        double found = share(() -> {
            var steps = stepsIn(LevelChanges.of(series(runs, i -> i < at ? 100 : 80, 0.02, random), LEVEL, FLOOR));
            return steps.size() == 1 && Math.abs(steps.getFirst().at() - at) <= 1;
        });

        assertThat(found).isGreaterThanOrEqualTo(0.95);
    }

    /** As soon as one run shows it. */
    @ParameterizedTest
    @ValueSource(ints = {8, 12, 30})
    void aNewestRunThatFellOutIsNamedAtOnce(int before) {
        var random = new Random(SEED);

        double found = share(() -> {
            var steps = stepsIn(
                    LevelChanges.of(series(before + 1, i -> i < before ? 100 : 80, 0.02, random), LEVEL, FLOOR));
            return steps.size() == 1
                    && steps.getFirst().at() == before
                    && steps.getFirst().after() == 1;
        });

        assertThat(found).isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest
    @CsvSource({"20", "50", "100"})
    void whatFallsByALittleFromRunToRunIsOneDriftAndNoStaircase(int runs) {
        var random = new Random(SEED);

        double drifts = share(() -> switch (LevelChanges.of(
                series(runs, i -> 100 * Math.exp(-0.2 * i / runs), 0.02, random), LEVEL, FLOOR)) {
            case Drifting drift -> Math.abs(drift.to() / drift.from() - Math.exp(-0.2)) < 0.05;
            case Stepped _, Steady _ -> false;
        });

        assertThat(drifts).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void severalChangesAreToldApart() {
        var random = new Random(SEED);
        IntToDoubleFunction stairs = i -> i < 20 ? 100 : i < 35 ? 120 : i < 50 ? 90 : 105;

        double found = share(() -> {
            var places = stepsIn(LevelChanges.of(series(70, stairs, 0.02, random), LEVEL, FLOOR)).stream()
                    .map(Step::at)
                    .toList();
            return places.size() == 3
                    && Math.abs(places.get(0) - 20) <= 1
                    && Math.abs(places.get(1) - 35) <= 1
                    && Math.abs(places.get(2) - 50) <= 1;
        });

        assertThat(found).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void aSureChangeOfLessThanTheFloorIsNotWorthAWord() {
        double[] small = series(40, i -> i < 20 ? 100 : 103, 0.002, new Random(SEED));

        assertThat(LevelChanges.of(small, LEVEL, FLOOR)).isInstanceOf(Steady.class);
        assertThat(steps(LevelChanges.of(small, LEVEL, 1.02))).hasSize(1);
    }

    @Test
    void equalValuesAreSteadyAndTwoLevelsWithoutNoiseAreTwo() {
        assertThat(LevelChanges.of(new double[] {5, 5, 5, 5, 5, 5}, LEVEL, FLOOR))
                .isInstanceOf(Steady.class);
        assertThat(steps(LevelChanges.of(new double[] {5, 5, 5, 5, 4, 4, 4}, LEVEL, FLOOR)))
                .singleElement()
                .satisfies(step -> assertThat(step.at()).isEqualTo(4));
        assertThat(LevelChanges.of(new double[] {1, 2, 4, 8, 16, 32, 64, 128}, LEVEL, FLOOR))
                .isInstanceOf(Drifting.class);
    }

    /** Nothing is left over of a line through them: p is 0 or next to it, and never no number. */
    @ParameterizedTest
    @CsvSource({"8, 1.05", "8, 0.95", "20, 1.02", "100, 0.99", "100, 1.5"})
    void valuesOnOneLineDriftAsSurelyAsCanBe(int runs, double factor) {
        double[] line = IntStream.range(0, runs)
                .mapToDouble(i -> 100 * Math.pow(factor, i))
                .toArray();

        assertThat(LevelChanges.of(line, LEVEL, FLOOR)).isInstanceOfSatisfying(Drifting.class, drift -> {
            assertThat(drift.pValue()).isBetween(0.0, 1e-9);
            assertThat(drift.to() / drift.from()).isCloseTo(Math.pow(factor, runs - 1), withinPercentage(1e-6));
        });
    }

    @Test
    void threeValuesTellNothingAndNoneIsBelowZero() {
        assertThat(LevelChanges.of(new double[] {}, LEVEL, FLOOR)).isInstanceOf(Steady.class);
        assertThat(LevelChanges.of(new double[] {100, 100.1, 50}, LEVEL, FLOOR)).isInstanceOf(Steady.class);
        assertThatThrownBy(() -> LevelChanges.of(new double[] {1, 0}, LEVEL, FLOOR))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] series(int runs, IntToDoubleFunction level, double noise, Random random) {
        return IntStream.range(0, runs)
                .mapToDouble(i -> level.applyAsDouble(i) * Math.exp(noise * random.nextGaussian()))
                .toArray();
    }

    private static double[] disturbed(int runs, double noise, Random random) {
        return IntStream.range(0, runs)
                .mapToDouble(_ -> 100 * Math.exp((random.nextInt(10) == 0 ? 5 : 1) * noise * random.nextGaussian()))
                .toArray();
    }

    private static double share(BooleanSupplier truth) {
        return IntStream.range(0, MANY).filter(_ -> truth.getAsBoolean()).count() / (double) MANY;
    }

    private static boolean isSteady(LevelCourse course) {
        return course instanceof Steady;
    }

    private static List<Step> steps(LevelCourse course) {
        assertThat(course).isInstanceOf(Stepped.class);
        return stepsIn(course);
    }

    private static List<Step> stepsIn(LevelCourse course) {
        return course instanceof Stepped stepped ? stepped.steps() : List.of();
    }
}
