package dev.acme.performance.operator.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.exchange.Arrival;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.MachineFacts;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several load generators' results together are those of one that had done it all. */
class MergedResultTest {
    private static final RunResult FAST = part(900, 10);
    private static final RunResult SLOW = part(100, 1_000);

    /** K-16: 900 of 10 ms and 100 of 1,000: p95 and p99 are 1,000, the mean 109; the mean of p99s, 505, is wrong. */
    @Test
    void percentilesAreReadFromTheSum() {
        Results.Latency latency =
                Objects.requireNonNull(merged(FAST, SLOW).results().latency());

        assertThat(latency.medianMs()).isCloseTo(10, within(0.01));
        assertThat(latency.p90Ms()).isCloseTo(10, within(0.01));
        assertThat(latency.p95Ms()).isCloseTo(1_000, within(1.0));
        assertThat(latency.p99Ms()).isCloseTo(1_000, within(1.0));
        assertThat(latency.meanMs()).isEqualTo(109);
        assertThat(latency.minMs()).isEqualTo(10);
        assertThat(latency.maxMs()).isEqualTo(1_000);
        // of 900 times 10 and 100 times 1,000: sqrt(900 * 99^2 + 100 * 891^2) / sqrt(999)
        assertThat(latency.stddevMs()).isEqualTo(297.15);
    }

    @Test
    void countersAreAddedAndSharesMadeAnew() {
        var failing = FAST.withResults(FAST.results()
                .withRequests(1_000)
                .withFailed(100)
                .withErrors(new Results.Errors(0, 0, 0, 100, 0, 0, 0)));
        Results results = merged(failing, SLOW).results();

        assertThat(results.clients()).isEqualTo(200);
        assertThat(results.requests()).isEqualTo(1_100);
        assertThat(results.succeeded()).isEqualTo(1_000);
        assertThat(results.errors().status()).isEqualTo(100);
        assertThat(results.errorPercent()).isEqualTo(9.0909);
        assertThat(results.bytes()).isEqualTo(10_000);
    }

    /** A burst's window lasts until the last answer of all; a timed one is the same for all. */
    @ParameterizedTest
    @CsvSource({"BURST, 250", "CLOSED, 500"})
    void throughputIsOverTheCommonWindow(LoadMode mode, double requestsPerSecond) {
        var one = timed(FAST, mode, 2, 450);
        var other = timed(SLOW, mode, 4, 50);

        assertThat(merged(one, other).results().throughput().requestsPerSecond())
                .isEqualTo(requestsPerSecond);
    }

    /** H-10: a load generator on another machine makes another environment, whichever of them is first. */
    @Test
    void everyMachineIsToldOnceAndInTheSameOrder() {
        var epyc = FAST.withMachine(machine("EPYC", "performance", 4));
        var xeon = SLOW.withMachine(machine("Xeon", null, 2));

        assertThat(merged(epyc, epyc).machine()).isEqualTo(epyc.machine());
        assertThat(merged(epyc, xeon).machine())
                .isEqualTo(merged(xeon, epyc).machine())
                .isEqualTo(machine("EPYC; Xeon", "performance", 2));
        assertThat(merged(FAST.withMachine(null), SLOW.withMachine(null)).machine())
                .isNull();
    }

    private static MachineFacts machine(String cpuModel, @Nullable String governor, int processors) {
        return new MachineFacts("6.18", cpuModel, processors, null, governor, null, "Temurin 25", "-Xmx128m");
    }

    @Test
    void secondsAreAddedWithoutPercentiles() {
        var one = FAST.withSeries(List.of(second(0, 10), second(1, 20)));
        var other = SLOW.withSeries(List.of(second(1, 5), second(2, 7)));

        assertThat(merged(one, other).series()).containsExactly(plain(0, 10), plain(1, 25), plain(2, 7));
    }

    @Test
    void coldStartsAreTakenOutOfTheSum() {
        var cold = SLOW.withHistograms(
                new RunResult.Histograms(encoded(100, 1_000), encoded(100, 1_000), encoded(100, 1_000), ""));
        Results results = merged(FAST, cold).results();

        assertThat(Objects.requireNonNull(results.cold()).count()).isEqualTo(100);
        assertThat(Objects.requireNonNull(results.cold().p50Ms())).isCloseTo(1_000, within(1.0));
        assertThat(Objects.requireNonNull(Objects.requireNonNull(results.warm()).p99Ms()))
                .isCloseTo(10, within(0.01));
    }

    @Test
    void thePlanOfAllIsTheSumOfTheirs() {
        var arrival = new Arrival(Arrival.Kind.POISSON, 7, 50.5, 101L, 100L, 1L, 3L, null);
        var part = FAST.withResults(FAST.results().withArrival(arrival));

        assertThat(merged(part, part).results().arrival())
                .isEqualTo(new Arrival(Arrival.Kind.POISSON, 7, 101.0, 202L, 200L, 2L, 6L, null));
    }

    @Test
    void theWorstHealthStandsForAll() {
        var tired = SLOW.withClient(new RunResult.ClientHealth(3, 2, 90, 5, 1, 7, 99, 4.0));

        assertThat(merged(FAST, tired).client()).isEqualTo(new RunResult.ClientHealth(4, 4, 90, 5, 1, 7, 99, 4.0));
    }

    @Test
    void theWorstValidityStandsAndAReasonIsToldOnce() {
        var tired = SLOW.withValidity(Validity.INVALID)
                .withValidityReasons(List.of("ClientSaturated: throttled periods, percent: 9.00, at most 1.00"));

        var merged = merged(FAST, tired, tired);

        assertThat(merged.validity()).isEqualTo(Validity.INVALID);
        assertThat(merged.validityReasons())
                .containsExactly("ClientSaturated: throttled periods, percent: 9.00, at most 1.00"
                        + " (2 times in 3 load generators)");
    }

    /** Each has too few samples for its own p99, both together have enough; failures are judged over all. */
    @Test
    void whatCountsIsJudgedOverAll() {
        var few =
                part(200, 10).withValidity(Validity.SUSPECT).withValidityReasons(List.of("FewSamples: 200 successes"));

        assertThat(merged(few, few).validity()).isEqualTo(Validity.VALID);
        assertThat(merged(few, few).validityReasons()).isEmpty();
        assertThat(Objects.requireNonNull(merged(few, few).results().latency()).p99HighMs())
                .isEqualTo(10);
        var fewer = part(100, 10);
        assertThat(merged(fewer, fewer).validityReasons())
                .singleElement()
                .asString()
                .startsWith("FewSamples: 200");
    }

    /** One whose clients met nothing but failures measured these; only where nobody had a success there are no numbers. */
    @Test
    void aPartWithoutASuccessVoidsItsOwnNumbersOnly() {
        var unlucky = part(0, 10)
                .withValidity(Validity.INVALID)
                .withValidityReasons(List.of("NoSuccess: none of 5 requests succeeded"));
        unlucky = unlucky.withResults(unlucky.results()
                .withRequests(5)
                .withFailed(5)
                .withErrors(new Results.Errors(5, 0, 0, 0, 0, 0, 0))
                .withLatency(null));

        assertThat(merged(FAST, unlucky).validity()).isEqualTo(Validity.SUSPECT);
        assertThat(merged(FAST, unlucky).validityReasons())
                .containsExactly("Degraded: 5 of 905 requests failed (0.55 %)");
        assertThat(merged(unlucky, unlucky).validity()).isEqualTo(Validity.INVALID);
        assertThat(merged(unlucky, unlucky).validityReasons()).contains("NoSuccess: none of 10 requests succeeded");
    }

    /** H-15: a timed load that was stopped stands with 368 successes, of all parts together. */
    @ParameterizedTest
    @CsvSource({"CLOSED, 200, SUSPECT", "CONSTANT, 184, SUSPECT", "CLOSED, 183, INVALID", "BURST, 900, INVALID"})
    void whatWasStoppedIsJudgedOverAll(LoadMode mode, int succeeded, Validity validity) {
        var stopped = part(succeeded, 10)
                .withMode(mode)
                .withValidity(Validity.INVALID)
                .withValidityReasons(
                        List.of("FewSamples: " + succeeded, "Cancelled: stopped", "NotSteady: of 3 thirds"));

        var merged = merged(stopped, stopped);

        assertThat(merged.validity()).isEqualTo(validity);
        assertThat(merged.wasCutShort()).isTrue();
        assertThat(merged.validityReasons())
                .contains("Cancelled: stopped (2 times in 2 load generators)")
                .noneMatch(reason -> validity == Validity.SUSPECT && reason.startsWith("FewSamples"));
    }

    /** What voids a part for any other reason voids all, whether or not it was stopped too. */
    @Test
    void aPartThatIsVoidForMoreThanItsEndVoidsAll() {
        var stopped = part(900, 10)
                .withMode(LoadMode.CLOSED)
                .withValidity(Validity.INVALID)
                .withValidityReasons(List.of("Cancelled: stopped", "Corrupt: 1 of 901 answers"));

        assertThat(merged(stopped, stopped).validity()).isEqualTo(Validity.INVALID);
    }

    @Test
    void whoLeftNoResultVoidsThatOfAll() {
        var merged = MergedResult.of(List.of(FAST), 2).orElseThrow();

        assertThat(merged.validity()).isEqualTo(Validity.INVALID);
        assertThat(merged.validityReasons()).containsExactly("PodLost: 1 of 2 load generators left no result");
        assertThat(MergedResult.of(List.of(), 2)).isEmpty();
    }

    @Test
    void percentilesWithoutAHistogramAreNotToBeTrusted() {
        var summary = SLOW.withHistograms(RunResult.Histograms.NONE);

        assertThat(merged(FAST, summary).validity()).isEqualTo(Validity.INVALID);
        assertThat(merged(FAST, summary).validityReasons())
                .singleElement()
                .asString()
                .startsWith("HistogramMissing: ");
    }

    /** S-15: a few hundred bytes to send, and a hundred megabytes once they are unpacked. */
    @Test
    void aHistogramThatIsLargerThanOursIsNotUnpacked() {
        var huge = new Histogram(1, Long.MAX_VALUE / 2, 5);
        huge.recordValueWithCount(1_000_000, 100);
        var part = SLOW.withHistograms(new RunResult.Histograms(
                new HistogramSum(huge, true).encoded(), SLOW.histograms().serviceTime(), "", ""));

        assertThat(merged(FAST, part).validityReasons())
                .singleElement()
                .asString()
                .startsWith("HistogramMissing: ");
    }

    @Test
    void oneAloneIsWhatItIs() {
        assertThat(MergedResult.of(List.of(FAST), 1)).containsSame(FAST);
    }

    private static RunResult merged(RunResult... parts) {
        return MergedResult.of(List.of(parts), parts.length).orElseThrow();
    }

    private static RunResult part(int succeeded, double millis) {
        var result = Runs.result(100);
        var latency =
                new Results.Latency(millis, millis, millis, millis, millis, millis, millis, millis, 0, millis, null);
        return result.withHistograms(
                        new RunResult.Histograms(encoded(succeeded, millis), encoded(succeeded, millis), "", ""))
                .withResults(result.results()
                        .withRequests(succeeded)
                        .withSucceeded(succeeded)
                        .withBytes(succeeded * 10L)
                        .withLatency(latency));
    }

    private static RunResult timed(RunResult part, LoadMode mode, double seconds, double requestsPerSecond) {
        return part.withMode(mode)
                .withResults(part.results()
                        .withDurationSeconds(seconds)
                        .withThroughput(new Results.Throughput(requestsPerSecond, 0, 0)));
    }

    private static RunResult.Second second(int second, long requests) {
        return new RunResult.Second(second, requests, requests * 10, 0, 5.0, 9.0);
    }

    private static RunResult.Second plain(int second, long requests) {
        return new RunResult.Second(second, requests, requests * 10, 0, null, null);
    }

    private static String encoded(int count, double millis) {
        var histogram = new Histogram(1, 86_400_000_000L, 3);
        histogram.recordValueWithCount(Math.round(millis * 1_000), count);
        return new HistogramSum(histogram, true).encoded();
    }
}
