package dev.acme.performance.operator.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.crds.Objective.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** H-12: no "faster" below the smallest difference that is said to be claimed. Seeds are fixed; truth is known. */
final class ClaimBoundTest {
    private static final int EXPERIMENTS = 200;
    private static final int MANY = 2_000;
    private static final long SEED = 20_261_122;

    /** The A/A pair's own difference is one of the bounds: whatever the same cell was seen to differ by is claimed of none. */
    @ParameterizedTest
    @CsvSource({
        "3, 0.02, 5, 0.02",
        "5, 0.02, 5, 0.02",
        "5, 0.05, 5, 0.05",
        "5, 0.01, 0, 0.01",
        "5, 0.02, 3, 0.06",
        "5, 0.01, 10, 0.01",
    })
    void nothingIsClaimedBelowTheFloorTheIntervalOrTheSameCellsDifference(
            int repeats, double noise, double floor, double noiseOfPair) {
        var random = new Random(SEED);
        var runs = new SimulatedRuns(
                List.of(100.0, 103.0, 106.0, 112.0, 100.0), List.of(noise, noise, noise, noise, noiseOfPair), 0);
        var design = SimulatedRuns.paired(4, repeats, floor);
        var claims = new ArrayList<Comparison>();

        for (int i = 0; i < EXPERIMENTS; i++) {
            var findings = Analysis.of(design, runs.inBlocks(repeats, random));
            var pair = Objects.requireNonNull(findings.aa());
            double itself = far(pair.comparison(Metric.P99_MS).orElseThrow().ratio());
            double least = Objects.requireNonNull(pair.leastPercent());
            findings.comparisons().stream()
                    .filter(one -> one.metric() == Metric.P99_MS)
                    .forEach(one -> assertThat(one.leastPercent())
                            .isGreaterThanOrEqualTo(floor - 1e-9)
                            .isGreaterThanOrEqualTo(least - 1e-9)
                            .isGreaterThanOrEqualTo(half(one) - 1e-9));
            findings.comparisons().stream().filter(Comparison::significant).forEach(one -> {
                claims.add(one);
                assertThat(far(one.ratio()))
                        .isGreaterThanOrEqualTo(one.leastPercent())
                        .isGreaterThan(itself);
            });
        }

        assertThat(claims).as("something is claimed at all").hasSizeGreaterThan(EXPERIMENTS / 10);
    }

    /** Which of the three decides, where it is plain which one must. */
    @ParameterizedTest
    @CsvSource({"5, 0.0001, 0.0001, floor", "0, 0.05, 0.05, interval", "0, 0.01, 0.3, pair"})
    void theLargestOfTheThreeIsSaid(double floor, double noise, double noiseOfPair, String decides) {
        var runs = new SimulatedRuns(List.of(100.0, 104.0, 100.0), List.of(noise, noise, noiseOfPair), 0);

        var findings = Analysis.of(SimulatedRuns.paired(2, 5, floor), runs.inBlocks(5, new Random(SEED)));

        var one = findings.comparison("cell-1", Metric.P99_MS).orElseThrow();
        double pair =
                Objects.requireNonNull(Objects.requireNonNull(findings.aa()).leastPercent());
        double expected = switch (decides) {
            case "floor" -> floor;
            case "pair" -> pair;
            default -> half(one);
        };
        assertThat(one.leastPercent())
                .isCloseTo(expected, within(1e-6))
                .isCloseTo(DoubleStream.of(floor, half(one), pair).max().orElseThrow(), within(1e-6));
    }

    /** By what is called significant, floor and all: not by p alone. */
    @ParameterizedTest
    @CsvSource({"2, 5, 0.02, 5", "2, 5, 0.05, 5", "4, 5, 0.03, 5", "2, 10, 0.01, 5", "4, 3, 0.05, 0", "2, 5, 0.002, 5"})
    void whatIsSaidToBeFoundIsFoundFourTimesOfFive(int cells, int repeats, double noise, double floor) {
        double said = DoubleStream.of(comparisons(cells, repeats, noise, floor, 0).stream()
                        .mapToDouble(Comparison::detectablePercent)
                        .toArray())
                .average()
                .orElseThrow();

        long found = comparisons(cells, repeats, noise, floor, said).stream()
                .filter(one -> one.p() <= 0.05 && far(one.ratio()) >= one.leastPercent())
                .count();

        assertThat(found / (double) MANY).isBetween(0.72, 0.88);
    }

    /** It is always more than what is claimed: so of what is claimed some is smaller than what is found four times of five. */
    @Test
    void noRuleClaimsOnlyWhatItFindsFourTimesOfFive() {
        assertThat(comparisons(2, 5, 0.05, 5, 12))
                .allMatch(one -> one.detectablePercent() > one.leastPercent())
                .anyMatch(one -> one.significant() && far(one.ratio()) < one.detectablePercent());
    }

    /** The second cell against the first, which is {@code percent} smaller, in many experiments. */
    private static List<Comparison> comparisons(int cells, int repeats, double noise, double floor, double percent) {
        var random = new Random(SEED);
        var levels = Collections.nCopies(cells, 100.0).toArray(Double[]::new);
        levels[1] = 100.0 + percent;
        var runs = SimulatedRuns.of(noise, levels);
        var plain = SimulatedRuns.design(cells, repeats);
        var design = new Design(plain.cells(), plain.baseline(), repeats, Metric.P99_MS, 95, floor, null);
        return IntStream.range(0, MANY)
                .mapToObj(_ -> new Matches(design, Metric.P99_MS, runs.inBlocks(repeats, random))
                        .of(List.of(new Matches.Pair(SimulatedRuns.id(1), SimulatedRuns.id(0))))
                        .getFirst())
                .toList();
    }

    private static double far(double ratio) {
        return 100 * Math.expm1(Math.abs(Math.log(ratio)));
    }

    private static double half(Comparison one) {
        return 100 * (Math.sqrt(one.high() / one.low()) - 1);
    }
}
