package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.Comparison;
import dev.acme.performance.operator.experiment.plan.Experiments;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** H-11, from the plan to the comparison: four equal cells on a machine that becomes a fifth slower while they are measured. */
class DriftCourseTest {
    private static final int EXPERIMENTS = 40;
    private static final int CELLS = 4;
    private static final double SLOWER = 0.2;

    @ParameterizedTest
    @CsvSource({"3, 0.02", "5, 0.02"})
    void inTheOrderThatIsPlannedItInventsNothing(int repeats, double noise) {
        var experiments = experiments("RandomizedBlocks", repeats, noise);

        assertThat(experiments.stream().filter(DriftCourseTest::claims)).hasSizeLessThanOrEqualTo(5);
        assertThat(meanRatio(experiments)).isCloseTo(1, within(0.01));
    }

    /** What the test above would see of an order that favours a place: what comes later seems slower. */
    @ParameterizedTest
    @CsvSource({"5, 0.02"})
    void oneCellAfterTheOtherItInvents(int repeats, double noise) {
        var experiments = experiments("Sequential", repeats, noise);

        assertThat(experiments.stream().filter(DriftCourseTest::claims)).hasSizeGreaterThan(30);
        assertThat(meanRatio(experiments)).isLessThan(0.95);
    }

    private static List<PerformanceExperimentStatus> experiments(String order, int repeats, double noise) {
        return IntStream.rangeClosed(1, EXPERIMENTS)
                .mapToObj(seed -> {
                    var random = new Random(1_000 + seed);
                    double last = CELLS * repeats - 1;
                    return new SimulatedBench(
                                    Experiments.spec("%sorder: %s\nrepeats: %d\nseed: %d"
                                            .formatted(Experiments.BACKENDS, order, repeats, seed)),
                                    (_, number) -> measured(100
                                            * (1 - SLOWER * number / last)
                                            * Math.exp(noise * random.nextGaussian())))
                            .toTheEnd();
                })
                .toList();
    }

    private static boolean claims(PerformanceExperimentStatus status) {
        return status.comparisons().stream().anyMatch(Comparison::significant);
    }

    /** Geometric, of the objective, over all cells of all experiments. */
    private static double meanRatio(List<PerformanceExperimentStatus> experiments) {
        return Math.exp(experiments.stream()
                .flatMap(status -> status.comparisons().stream())
                .filter(one -> one.metric().equals("requestsPerSecond"))
                .mapToDouble(one -> Math.log(one.ratio()))
                .average()
                .orElseThrow());
    }
}
