package dev.acme.performance.operator.diagnosis;

import static dev.acme.performance.operator.diagnosis.Courses.closed;
import static dev.acme.performance.operator.diagnosis.Courses.load;
import static dev.acme.performance.operator.diagnosis.Courses.medians;
import static dev.acme.performance.operator.diagnosis.Courses.rates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.crds.Load;
import dev.acme.performance.crds.PerformanceRunStatus.Drift;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResult.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriftRuleTest {
    /** Seed 004: 637 requests/s at the start, 82 at the end. */
    private enum Fall {
        LINEAR,
        EXPONENTIAL,
        STEP,
        LATE_STEP;

        IntToDoubleFunction over(int seconds) {
            return at -> rate((double) at / (seconds - 1));
        }

        private double rate(double share) {
            return switch (this) {
                case LINEAR -> 637 - 555 * share;
                case EXPONENTIAL -> 637 * Math.pow(82.0 / 637, share);
                case STEP -> share < 0.5 ? 637 : 82;
                case LATE_STEP -> share < 0.7 ? 637 : 82;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFallOfTheSeedIsFoundWhateverItsShape(Fall fall) {
        for (int seconds : List.of(30, 60, 300)) {
            for (int seed = 0; seed < 20; seed++) {
                var rate = noisy(fall.over(seconds), 0.1, 0.3, seconds, seed);

                var drift = DriftRule.of(closed(seconds), rates(seconds, rate));

                assertThat(drift.detected())
                        .as("%d s, seed %d: %s", seconds, seed, drift)
                        .isTrue();
                assertThat(drift.slopePercentPerMinute()).isNegative();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.0", "0.1, 0.0", "0.3, 0.0", "0.02, 0.3", "0.1, 0.3", "0.3, 0.3"})
    void aSteadyRunIsNeverCalledDriftingInTwenty(double deviation, double correlation) {
        for (int seconds : List.of(10, 30, 120, 600)) {
            assertThat(calledDrifting(deviation, correlation, seconds, 20))
                    .as("%d s", seconds)
                    .isZero();
        }
    }

    /** Half of a second's deviation lasts into the next: as bad as a busy neighbour of a few seconds. */
    @ParameterizedTest
    @ValueSource(ints = {10, 30, 120})
    void noiseThatLastsForSecondsIsCalledDriftInLessThanOneOfAHundred(int seconds) {
        assertThat(calledDrifting(0.1, 0.5, seconds, 400)).isLessThan(4);
    }

    private static long calledDrifting(double deviation, double correlation, int seconds, int runs) {
        return IntStream.range(0, runs)
                .mapToObj(seed -> rates(seconds, noisy(_ -> 500, deviation, correlation, seconds, seed)))
                .filter(result -> Boolean.TRUE.equals(
                        DriftRule.of(closed(seconds), result).detected()))
                .count();
    }

    @Test
    void theSlopeIsThatOfTheRunsMedianAMinute() {
        var drift = DriftRule.of(closed(60), rates(60, Fall.LINEAR.over(60)));

        assertThat(drift.slopePercentPerMinute()).isCloseTo(-100 * 555 / 359.5 * 60 / 59, within(2.0));
        assertThat(drift.metric()).isEqualTo("requestsPerSecond");
        assertThat(drift.explanation())
                .startsWith("drifting: requestsPerSecond went from 547.75")
                .contains("requests/s in the first third to 171.25", "over 30 windows of 2 s");
    }

    @Test
    void atAGivenRateTheMedianIsFollowed() {
        var load = load("mode: Constant, durationSeconds: 30, ratePerSecond: 100");

        var drift = DriftRule.of(load, medians(30, at -> 10 + at));

        assertThat(drift.detected()).isTrue();
        assertThat(drift.metric()).isEqualTo("p50Ms");
        assertThat(drift.slopePercentPerMinute()).isPositive();
    }

    @Test
    void aTrendThatIsTooSmallToMatterIsNone() {
        var drift = DriftRule.of(closed(60), rates(60, at -> 10_000 + 5 * at));

        assertThat(drift.detected()).isFalse();
        assertThat(drift.pValue()).isLessThan(1e-6);
        assertThat(drift.explanation()).startsWith("no drift: ");
    }

    @Test
    void whatEndedAfterTheWindowIsNoFall() {
        var seconds = new ArrayList<>(rates(30, _ -> 100).series());
        seconds.add(new Second(30, 3, 0, 0, 10.0, 10.0));
        seconds.add(new Second(34, 1, 0, 0, 10.0, 10.0));

        assertThat(DriftRule.of(closed(30), Courses.of(LoadMode.CLOSED, seconds))
                        .detected())
                .isFalse();
    }

    @Test
    void secondsInWhichNothingEndedCount() {
        var stalled = rates(60, _ -> 100).series().stream()
                .filter(second -> second.second() < 35)
                .toList();
        var afterwards = new ArrayList<>(stalled);
        afterwards.add(new Second(59, 1, 0, 0, 10.0, 10.0));

        assertThat(DriftRule.of(closed(60), Courses.of(LoadMode.CLOSED, afterwards))
                        .detected())
                .isTrue();
    }

    @Test
    void theTailOfABurstIsNoFall() {
        var load = load("requestsPerClient: 100");
        var seconds = IntStream.range(0, 22)
                .mapToObj(at -> new Second(at, at < 20 ? 100 : 5, 0, 0, 10.0, 10.0))
                .toList();

        assertThat(DriftRule.of(load, Courses.of(LoadMode.BURST, seconds)).detected())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void aBurstOfAFewRequestsIsNotJudged(int requests) {
        assertNotJudged(load("requestsPerClient: " + requests), rates(60, Fall.LINEAR.over(60)), "a burst of fewer");
    }

    @Test
    void aShortRunIsNotJudged() {
        assertNotJudged(closed(9), rates(9, Fall.LINEAR.over(9)), "9 whole seconds");
    }

    /** H-14: the seconds of several load generators are added, and a median of medians is none. */
    @Test
    void anOpenLoopOfSeveralPodsSaysThatItsSecondsHaveNoMedian() {
        var load = load("mode: Constant, durationSeconds: 60, ratePerSecond: 100, pods: 2");
        var seconds = IntStream.range(0, 60)
                .mapToObj(at -> new Second(at, 100, 0, 0, null, null))
                .toList();

        assertNotJudged(load, Courses.of(LoadMode.CONSTANT, seconds), "of several load generators' seconds together");
    }

    @Test
    void aLoadGeneratorTooBusyForMediansIsToldSo() {
        var load = load("mode: Constant, durationSeconds: 60, ratePerSecond: 100");
        var seconds = IntStream.range(0, 60)
                .mapToObj(at -> new Second(at, 100, 0, 0, at < 8 ? 10.0 : null, null))
                .toList();

        assertNotJudged(load, Courses.of(LoadMode.CONSTANT, seconds), "only 4 windows tell a median");
    }

    @Test
    void aResultWithoutItsSecondsIsNotCalledAShortOne() {
        assertNotJudged(closed(60), Courses.of(LoadMode.CLOSED, List.of()), "came without its seconds");
    }

    private static void assertNotJudged(Load load, RunResult result, String why) {
        var drift = DriftRule.of(load, result);

        assertThat(drift.explanation()).startsWith("not judged: ").contains(why);
        assertThat(drift).isEqualTo(new Drift(null, null, null, null, drift.explanation()));
    }

    private static IntToDoubleFunction noisy(
            IntToDoubleFunction rate, double deviation, double correlation, int seconds, int seed) {
        var noise = Noise.of(new Random(seed), seconds, correlation).toArray();
        return at -> Math.max(0, rate.applyAsDouble(at) * (1 + deviation * noise[at]));
    }
}
