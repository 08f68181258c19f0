package dev.acme.performance.loadgen.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.exchange.ProfileReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final long SECOND = 1_000_000_000;

    /** Whatever the rate, start number i is at i / rate: also after a day, where a sum of rounded gaps had drifted. */
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "3, 1, 333333333", "3, 3, 1000000000", "7, 604800, 86400000000000", "1000000, 5, 5000"})
    void aConstantRateDoesNotDrift(int rate, int number, long nanos) {
        var schedule = new ConstantSchedule(rate);

        schedule.advance(number);

        assertThat(schedule.at()).isEqualTo(nanos);
    }

    /** K-02: 200 a second for 60 s are 12,000. */
    @ParameterizedTest
    @CsvSource({"200, 60, 12000", "1, 1, 1", "333, 10, 3330", "999, 7, 6993"})
    void aConstantRatePlansRateTimesSeconds(int rate, int seconds, int planned) {
        assertThat(starts(profile("Constant", rate, 1), new Arrivals.Deal(0, 1), seconds))
                .hasSize(planned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Constant", "Poisson"})
    void theWholeScheduleIsTheSameHoweverItIsDealtOut(String mode) {
        var profile = profile(mode, 500, 42);
        var whole = starts(profile, new Arrivals.Deal(0, 1), 4);

        for (int parts : List.of(2, 3, 7)) {
            var together = IntStream.range(0, parts)
                    .mapToObj(part -> starts(profile, new Arrivals.Deal(part, parts), 4))
                    .flatMap(List::stream)
                    .sorted()
                    .toList();
            assertThat(together).isEqualTo(whole);
        }
    }

    @Test
    void aSeedPlansTheSameStartsAgainAndAnotherSeedOthers() {
        var deal = new Arrivals.Deal(0, 1);

        assertThat(starts(profile("Poisson", 100, 5), deal, 5)).isEqualTo(starts(profile("Poisson", 100, 5), deal, 5));
        assertThat(starts(profile("Poisson", 100, 5), deal, 5))
                .isNotEqualTo(starts(profile("Poisson", 100, 6), deal, 5));
    }

    /** Of n exponential gaps the mean is 1 / rate, the deviation the same, and a share of 1 - 1/e is shorter than it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, -77})
    void gapsOfAPoissonProcessAreExponential(long seed) {
        var starts = starts(profile("Poisson", 1_000, seed), new Arrivals.Deal(0, 1), 100);
        double[] gaps = IntStream.range(1, starts.size())
                .mapToDouble(i -> (starts.get(i) - starts.get(i - 1)) / 1e6)
                .toArray();
        double mean = IntStream.range(0, gaps.length)
                .mapToDouble(i -> gaps[i])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, gaps.length)
                .mapToDouble(i -> (gaps[i] - mean) * (gaps[i] - mean))
                .average()
                .orElseThrow();
        double shorter = (double)
                        IntStream.range(0, gaps.length).filter(i -> gaps[i] < 1).count()
                / gaps.length;

        // 100,000 gaps: four standard errors
        assertThat((double) starts.size()).isCloseTo(100_000, within(4 * Math.sqrt(100_000)));
        assertThat(mean).isCloseTo(1, within(0.013));
        assertThat(Math.sqrt(variance)).isCloseTo(1, within(0.018));
        assertThat(shorter).isCloseTo(1 - 1 / Math.E, within(0.0062));
    }

    /** M/D/1 by Lindley's recursion over our starts, against Pollaczek and Khinchine: rho S / 2 (1 - rho). */
    @ParameterizedTest
    @CsvSource({"50, 10, 5.0", "80, 10, 20.0", "30, 20, 15.0"})
    void aServerWithAFixedServiceTimeMakesWaitAsTheFormulaSays(int rate, double serviceMs, double waitMs) {
        assertThat(meanWaitMs(rate, () -> serviceMs)).isCloseTo(waitMs, within(0.06 * waitMs));
    }

    /** M/M/1: rho / (mu - lambda). */
    @ParameterizedTest
    @CsvSource({"50, 10, 10.0", "25, 20, 20.0"})
    void aServerWithRandomServiceTimesToo(int rate, double meanServiceMs, double waitMs) {
        var random = new SplittableRandom(99);

        assertThat(meanWaitMs(rate, () -> -Math.log(1 - random.nextDouble()) * meanServiceMs))
                .isCloseTo(waitMs, within(0.08 * waitMs));
    }

    private static double meanWaitMs(int rate, DoubleSupplier serviceMs) {
        var schedule = new PoissonSchedule(rate, 3);
        double freeAt = 0;
        double waited = 0;
        int requests = 200_000;
        for (int i = 0; i < requests; i++) {
            double arrival = schedule.at() / 1e6;
            waited += Math.max(0, freeAt - arrival);
            freeAt = Math.max(freeAt, arrival) + serviceMs.getAsDouble();
            schedule.advance(1);
        }
        return waited / requests;
    }

    @Test
    void whatWaitsIsTakenInTheOrderOfItsPlanAndNothingIsPlannedAfterTheWindow() {
        var arrivals = new Arrivals(profile("Constant", 10, 1), false, new Arrivals.Deal(0, 1), SECOND);
        arrivals.begin(5 * SECOND);

        while (arrivals.isPlanned(5 * SECOND + 250_000_000)) {
            arrivals.plan();
        }
        assertThat(arrivals.waiting()).isEqualTo(3);
        assertThat(LongStream.generate(arrivals::take).limit(3))
                .containsExactly(5 * SECOND, 5 * SECOND + SECOND / 10, 5 * SECOND + SECOND / 5);
        assertThat(arrivals.isWaiting()).isFalse();
        assertThat(arrivals.untilPlanned(5 * SECOND + 250_000_000)).isEqualTo(50_000_000);

        while (arrivals.isPlanned(Long.MAX_VALUE)) {
            arrivals.plan();
        }
        assertThat(arrivals.planned()).isEqualTo(10);
        assertThat(arrivals.hasMore()).isFalse();
        assertThat(arrivals.untilPlanned(0)).isEqualTo(DelayLine.NEVER);
    }

    private static List<Long> starts(LoadProfile profile, Arrivals.Deal deal, int seconds) {
        var arrivals = new Arrivals(profile, false, deal, seconds * SECOND);
        arrivals.begin(0);
        var starts = new ArrayList<Long>();
        while (arrivals.isPlanned(Long.MAX_VALUE)) {
            starts.add(arrivals.plan());
        }
        return starts;
    }

    static LoadProfile profile(String mode, int rate, long seed) {
        return ProfileReader.read("""
                {"clients":1,"path":"/","mode":"%s","ratePerSecond":%d,"durationSeconds":100,"seed":%d}""".formatted(mode, rate, seed));
    }
}
