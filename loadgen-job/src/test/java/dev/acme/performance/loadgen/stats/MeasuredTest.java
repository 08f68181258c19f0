package dev.acme.performance.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.loadgen.http.Failure;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredTest {
    private static final int ALL = 1 << 20;

    /** K-16. */
    @ParameterizedTest
    @ValueSource(ints = {ALL, 10})
    void percentilesOfTwoThreadsAreThoseOfAllTheirRequests(int samplesToKeep) {
        var fast = tally(samplesToKeep);
        var slow = tally(samplesToKeep);
        succeed(fast, 900, 10);
        succeed(slow, 100, 1_000);

        Results.Latency latency = new Measured(List.of(fast, slow)).latency().orElseThrow();

        assertThat(latency.medianMs()).isCloseTo(10, within(0.01));
        assertThat(latency.p90Ms()).isCloseTo(10, within(0.01));
        assertThat(latency.p95Ms()).isCloseTo(1_000, within(1.0));
        assertThat(latency.p99Ms()).isCloseTo(1_000, within(1.0));
        assertThat(latency.meanMs()).isEqualTo(109);
        assertThat(latency.maxMs()).isEqualTo(1_000);
        assertThat(latency.minMs()).isEqualTo(10);
    }

    /** K-17. */
    @Test
    void oneToHundredMillisecondsHaveTheirNearestRanks() {
        var tally = tally(ALL);
        for (int i = 100; i >= 1; i--) {
            tally.succeeded(Requests.of(0, i), 1, false);
        }

        Results.Latency latency = new Measured(List.of(tally)).latency().orElseThrow();

        assertThat(latency.medianMs()).isEqualTo(50);
        assertThat(latency.p90Ms()).isEqualTo(90);
        assertThat(latency.p99Ms()).isEqualTo(99);
        assertThat(latency.p999Ms()).isEqualTo(100);
        assertThat(latency.stddevMs()).isEqualTo(29.01);
        assertThat(latency.p99LowMs()).isEqualTo(97);
        assertThat(latency.p99HighMs()).isNull();
    }

    @Test
    void from368SuccessesOnTheLargestBoundsTheP99() {
        var few = tally(ALL);
        var enough = tally(ALL);
        succeed(few, 367, 5);
        succeed(enough, 367, 5);
        succeed(enough, 1, 77);

        assertThat(new Measured(List.of(few)).latency().orElseThrow().p99HighMs())
                .isNull();
        assertThat(new Measured(List.of(enough)).latency().orElseThrow().p99HighMs())
                .isEqualTo(77);
    }

    @Test
    void theResultSaysWhetherPercentilesAreExact() {
        var kept = tally(100);
        var tooMany = tally(100);
        succeed(kept, 100, 5);
        succeed(tooMany, 101, 5);

        assertThat(new Measured(List.of(kept, tally(100))).percentiles()).isEqualTo(RunResult.Percentiles.EXACT);
        assertThat(new Measured(List.of(kept, tooMany)).percentiles()).isEqualTo(RunResult.Percentiles.HISTOGRAM);
    }

    @ParameterizedTest
    @ValueSource(ints = {ALL, 10})
    void coldStartsAreToldApart(int samplesToKeep) {
        var tally = tally(samplesToKeep);
        succeed(tally, 90, 10);
        for (int i = 0; i < 10; i++) {
            tally.succeeded(Requests.of(0, 500), 1, true);
        }

        var measured = new Measured(List.of(tally));

        assertThat(measured.cold().orElseThrow().count()).isEqualTo(10);
        assertThat(measured.cold().orElseThrow().p50Ms()).isCloseTo(500, within(0.5));
        assertThat(measured.warm().orElseThrow().p99Ms()).isCloseTo(10, within(0.01));
        assertThat(measured.latency().orElseThrow().p99Ms()).isCloseTo(500, within(0.5));
    }

    @Test
    void everyReplicaHasItsShare() {
        var one = tally(ALL);
        one.succeeded(Requests.of(0, 10), 7, false);
        one.succeeded(Requests.of(0, 20).at(2), 7, false);
        var other = tally(ALL);
        other.succeeded(Requests.of(0, 40).at(2), 9, false);
        other.failed(Failure.RESET, new Requests(0, 0, 0, 5, 2));

        var replicas = new Measured(List.of(one, other)).replicas();

        assertThat(replicas.of(0).succeeded()).isEqualTo(1);
        assertThat(replicas.of(1).succeeded()).isZero();
        assertThat(replicas.of(2).succeeded()).isEqualTo(2);
        assertThat(replicas.of(2).failed()).isEqualTo(1);
        assertThat(replicas.of(2).bytes()).isEqualTo(16);
        assertThat(replicas.of(2).nanos()).isEqualTo(60 * Requests.MILLI);
    }

    @Test
    void withoutSuccessThereIsNoLatency() {
        var tally = tally(ALL);
        tally.failed(Failure.TIMEOUT, new Requests(0, 0, 0, 5, 0));

        var measured = new Measured(List.of(tally));

        assertThat(measured.latency()).isEmpty();
        assertThat(measured.cold()).isEmpty();
        assertThat(measured.warm()).isEmpty();
        assertThat(measured.histograms().responseTime()).isEmpty();
        assertThat(measured.histograms().failedTime()).isNotEmpty();
        assertThat(measured.outliers()).isEmpty();
        assertThat(measured.timing()).isEmpty();
        assertThat(measured.serviceLatency()).isEmpty();
        assertThat(measured.counts().requests()).isEqualTo(1);
        assertThat(measured.counts().of(Failure.TIMEOUT)).isEqualTo(1);
    }

    @Test
    void onlyWhatEndsInTheWindowCountsForThroughput() {
        var tally = new Tally(ALL, 1);
        tally.begin(0, 1_000 * Requests.MILLI);
        tally.succeeded(Requests.of(0, 1_000), 7, false);
        tally.succeeded(Requests.of(0, 1_001), 9, false);

        Counts counts = new Measured(List.of(tally)).counts();

        assertThat(counts.succeeded()).isEqualTo(2);
        assertThat(counts.bytes()).isEqualTo(16);
        assertThat(counts.succeededInWindow()).isEqualTo(1);
        assertThat(counts.bytesInWindow()).isEqualTo(7);
    }

    /** H-04: 90 of 10 ms, 5 refused after 1 ms, 5 given up after 2 s: the last would have taken longer. */
    @Test
    void allAttemptsTogetherCountTimeOutsWithTheTimeTheyWaited() {
        var tally = tally(ALL);
        succeed(tally, 90, 10);
        for (int i = 0; i < 5; i++) {
            tally.failed(Failure.STATUS, Requests.of(0, 1));
            tally.failed(Failure.TIMEOUT, Requests.of(0, 2_000));
        }

        var measured = new Measured(List.of(tally));
        Results.Attempts attempts = measured.attempts().orElseThrow();

        assertThat(attempts.count()).isEqualTo(100);
        assertThat(attempts.censored()).isEqualTo(5);
        assertThat(attempts.meanMs()).isCloseTo(0.9 * 10 + 0.05 * 1 + 0.05 * 2_000, within(0.01));
        assertThat(attempts.medianMs()).isCloseTo(10, within(0.01));
        assertThat(attempts.p99Ms()).isEqualTo(2_000);
        assertThat(measured.latency().orElseThrow().meanMs()).isEqualTo(10);
    }

    /** H-13: quartiles 10 and 20, so the fences stand at -5, 35 and 50; every sample stays where it is. */
    @ParameterizedTest
    @ValueSource(ints = {ALL, 10})
    void whatIsFarOutIsCountedAndStays(int samplesToKeep) {
        var tally = tally(samplesToKeep);
        succeed(tally, 50, 10);
        succeed(tally, 40, 20);
        succeed(tally, 6, 40);
        succeed(tally, 4, 500);

        var measured = new Measured(List.of(tally));
        Results.Outliers outliers = measured.outliers().orElseThrow();

        assertThat(outliers.low()).isZero();
        assertThat(outliers.high()).isEqualTo(6);
        assertThat(outliers.veryHigh()).isEqualTo(4);
        assertThat(outliers.highFromMs()).isCloseTo(35, within(0.1));
        assertThat(measured.latency().orElseThrow().maxMs()).isEqualTo(500);
        assertThat(measured.latency().orElseThrow().meanMs()).isEqualTo(35.4);
    }

    /** H-07: a window of 100 ms; what goes on beyond it counts to its end. */
    @Test
    void clientsAreOccupiedInsideTheWindowOnly() {
        var tally = new Tally(ALL, 1);
        tally.begin(0, 100 * Requests.MILLI);
        tally.succeeded(Requests.of(0, 30), 1, false);
        tally.failed(Failure.STATUS, Requests.of(30, 20));
        tally.occupied(50 * Requests.MILLI, 80 * Requests.MILLI);
        tally.succeeded(Requests.of(80, 70), 1, false);

        Counts counts = new Measured(List.of(tally)).counts();

        assertThat(counts.occupiedNanos()).isEqualTo(100 * Requests.MILLI);
        assertThat(counts.endedInWindow()).isEqualTo(2);
    }

    @Test
    void responseCountsFromThePlanAndServiceFromTheSend() throws DataFormatException {
        var tally = tally(ALL);
        tally.noticed(30 * Requests.MILLI);
        tally.succeeded(new Requests(0, 30 * Requests.MILLI, 30 * Requests.MILLI, 50 * Requests.MILLI, 0), 1, false);

        var measured = new Measured(List.of(tally));

        assertThat(measured.latency().orElseThrow().maxMs()).isEqualTo(50);
        assertThat(measured.sendLagP99Ms()).isCloseTo(30, within(0.03));
        assertThat(decoded(measured.histograms().responseTime()).getMaxValue() / 1e3)
                .isCloseTo(50, within(0.05));
        assertThat(decoded(measured.histograms().serviceTime()).getMaxValue() / 1e3)
                .isCloseTo(20, within(0.02));
    }

    /** H-20: 2 ms of waiting, 3 and 9 to the first byte, 5 and 11 for the body: means 2, 6 and 8; the three are the mean latency. */
    @Test
    void whatAClientWaitsForAddsUpToItsLatency() throws DataFormatException {
        var first = tally(ALL);
        var second = tally(ALL);
        first.succeeded(new Requests(0, millis(2), millis(5), millis(10), 0), 1, false);
        second.succeeded(new Requests(0, millis(2), millis(11), millis(22), 0), 1, false);
        second.failed(Failure.STATUS, new Requests(0, millis(500), millis(600), millis(700), 0));

        var measured = new Measured(List.of(first, second));

        var timing = measured.timing().orElseThrow();
        assertThat(timing).isEqualTo(new Results.Timing(2, 6, timing.firstByteMedianMs(), 9, 37.5, 8));
        assertThat(timing.firstByteMedianMs()).isCloseTo(3, within(0.003));
        assertThat(timing.waitMeanMs() + timing.firstByteMeanMs() + timing.bodyMeanMs())
                .isEqualTo(measured.latency().orElseThrow().meanMs());
        assertThat(decoded(measured.histograms().firstByteTime()).getTotalCount())
                .isEqualTo(2);
    }

    private static long millis(long millis) {
        return millis * Requests.MILLI;
    }

    @Test
    void secondsAddUpOverThreads() {
        var first = tally(ALL);
        var second = tally(ALL);
        first.succeeded(Requests.of(0, 100), 10, false);
        second.succeeded(Requests.of(0, 300), 10, false);
        second.failed(Failure.STATUS, Requests.of(0, 400));
        second.succeeded(Requests.of(2_000, 500), 5, false);
        var percentiles = new SecondPercentiles(List.of(first, second));
        first.close();
        second.close();
        percentiles.collect();

        List<RunResult.Second> series = new Measured(List.of(first, second)).series(percentiles);

        assertThat(series).hasSize(3);
        assertThat(series.get(0)).isEqualTo(new RunResult.Second(0, 3, 20, 1, 100.03, 300.03));
        assertThat(series.get(1)).isEqualTo(new RunResult.Second(1, 0, 0, 0, null, null));
        assertThat(series.get(2).p99Ms()).isCloseTo(500, within(0.5));
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0.01", "3600000, 3600000", "86400000, 86400000"})
    void histogramsHoldTenMicrosecondsAndADay(double millis, double expected) throws DataFormatException {
        var tally = tally(ALL);
        tally.succeeded(new Requests(0, 0, 0, (long) (millis * Requests.MILLI), 0), 1, false);

        var histogram = decoded(new Measured(List.of(tally)).histograms().responseTime());

        assertThat(histogram.getMaxValue() / 1e3).isCloseTo(expected, within(expected / 1_000));
        assertThat(histogram.getTotalCount()).isEqualTo(1);
    }

    private static Tally tally(int samplesToKeep) {
        var tally = new Tally(samplesToKeep, 1);
        tally.begin(0, Long.MAX_VALUE);
        return tally;
    }

    private static void succeed(Tally tally, int requests, long millis) {
        for (int i = 0; i < requests; i++) {
            tally.succeeded(Requests.of(0, millis), 1, false);
        }
    }

    private static Histogram decoded(String base64) throws DataFormatException {
        return Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(base64)), 0);
    }
}
