package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What arithmetic says that the load generator must report, with the tolerances of the table of known truths. By how
 * much other work on this machine made the server and any waiting thread late is measured beside: it widens the upper
 * bound of a latency, and so the lower bound of a loop's rate; on a quiet machine it is a tenth of a millisecond.
 */
class KnownTruthsIT {
    /** Between the 10 ms of a fast answer and the 500 ms of a slow one. */
    private static final double FAST = 250;

    private static final double THREE_PERCENT = 0.03;
    /** Threads that must wake up for an answer, beside the server's clockwork: its reader, then the client. */
    private static final int ANSWERED = 2;
    /** The same for the end of a pause: the alarm, then the client. */
    private static final int PAUSED = 2;

    private static final byte[] BODY = {'o', 'k'};

    /** K-01: fixed 10 ms, closed, 10 clients: X = N/S = 1,000 a second, and never more. */
    @Test
    void tenClientsAndTenMillisecondsMakeAThousandRequestsASecond() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            var clockwork = new Clockwork(number -> 10);
            var wakeUps = new WakeUps();
            try (wakeUps;
                    var server = ScriptedServer.of(clockwork)) {
                RunResult result = closed(server, 4, 0);
                wakeUps.close();

                double late = late(clockwork, wakeUps, ANSWERED);
                Results.Latency latency = latency(result);
                assertThat(latency.minMs()).isGreaterThanOrEqualTo(10);
                assertThat(latency.medianMs()).isBetween(10.0, 10.6 + late);
                assertThat(latency.p99Ms()).isLessThanOrEqualTo(13 + ANSWERED * wakeUps.p99LatenessMs());
                assertThat(result.results().throughput().requestsPerSecond())
                        .isBetween(0.93 * 10_000 / (10 + late), 1_000.5);
                assertThat(result.results().succeeded() / result.results().durationSeconds())
                        .isLessThanOrEqualTo(1_000.5);
            }
        });
    }

    /**
     * K-01b: the same with 90 ms of thinking: X = 10 / (0.010 + 0.090) = 100 a second. In a window of four seconds a
     * client that is late ends whole requests only, so the lower bound counts those.
     */
    @Test
    void thinkingTimeIsPartOfTheCycleAndNotOfTheLatency() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            var clockwork = new Clockwork(number -> 10);
            var wakeUps = new WakeUps();
            try (wakeUps;
                    var server = ScriptedServer.of(clockwork)) {
                RunResult result = closed(server, 4, 90);
                wakeUps.close();

                double late = late(clockwork, wakeUps, ANSWERED + PAUSED);
                assertThat(result.results().throughput().requestsPerSecond())
                        .isBetween(0.99 * 10 / 4 * Math.floor(1 + (4_000 - 10 - late) / (100 + late)), 101.0);
                assertThat(latency(result).minMs()).isGreaterThanOrEqualTo(10);
            }
        });
    }

    /**
     * K-05: every 50th request takes 500 ms: p95 is 10, p99 is 500, the mean 19.8. The table wants the rank exact: the
     * percentile is a request of the right kind; how late the machine let it be is the mean's to bound.
     */
    @Test
    void aTailOfTwoPercentIsInTheP99() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            Results.Latency latency = tailed(50, 19.8);

            assertThat(latency.medianMs()).isBetween(10.0, FAST);
            assertThat(latency.p95Ms()).isBetween(10.0, FAST);
            assertThat(latency.p99Ms()).isGreaterThanOrEqualTo(500);
        });
    }

    /** K-05: every 200th: p99 is 10, p99.9 is 500, the mean 12.45. */
    @Test
    void aTailOfHalfAPercentIsBehindTheP99() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            Results.Latency latency = tailed(200, 12.45);

            assertThat(latency.p99Ms()).isBetween(10.0, FAST);
            assertThat(latency.p999Ms()).isGreaterThanOrEqualTo(500);
        });
    }

    /** K-10: every 10th answer is a 503 after 1 ms, all others take 50 ms: failures are never fast successes. */
    @Test
    void fastFailuresNeitherLowerTheLatencyNorRaiseTheGoodput() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            var clockwork = new Clockwork(number -> number % 10 == 0 ? 1 : 50);
            var wakeUps = new WakeUps();
            try (wakeUps;
                    var server =
                            ScriptedServer.of(call -> clockwork.answer(call, call.number() % 10 == 0 ? 503 : 200))) {
                RunResult result = closed(server, 5, 0);
                wakeUps.close();

                Results results = result.results();
                assertThat(results.requests()).isEqualTo(server.requests());
                assertThat(results.failed()).isEqualTo(server.requests() / 10);
                assertThat(results.errors().status()).isEqualTo(results.failed());
                assertThat(results.errorPercent()).isCloseTo(10, within(0.1));
                double late = late(clockwork, wakeUps, ANSWERED);
                assertThat(results.throughput().requestsPerSecond())
                        .isBetween(0.98 * 9_000 / (45.1 + late), 1.02 * 199.6);
                assertThat(latency(result).minMs()).isGreaterThanOrEqualTo(50);
                assertThat(latency(result).meanMs()).isBetween(50.0, 51 + late);
                assertThat(result.validityReasons())
                        .anySatisfy(reason ->
                                assertThat(reason).startsWith("Degraded: ").contains("not to be compared"));
            }
        });
    }

    /** A burst of 100 that a server answers one after the other, 5 ms each: 5, 10, … 500 ms, 200 a second. */
    @Test
    void aBurstOfAHundredQueuesAtAServerWithOneWorker() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            var queue = new OneWorker(5);
            try (var server = ScriptedServer.of(call -> {
                queue.serve();
                call.answer(200, BODY);
            })) {
                RunResult result = LoadgenProcess.run("{\"clients\":100,\"path\":\"/\"}", server)
                        .result();

                assertThat(result.results().succeeded()).isEqualTo(100);
                assertThat(result.results().durationSeconds()).isBetween(0.5, 0.6);
                assertThat(result.results().throughput().requestsPerSecond()).isBetween(166.0, 200.0);
                assertThat(latency(result).maxMs()).isBetween(500.0, 600.0);
                assertThat(latency(result).medianMs()).isBetween(250.0, 350.0);
                assertThat(latency(result).meanMs()).isBetween(252.5, 350.0);
                assertThat(result.series().stream()
                                .mapToLong(RunResult.Second::requests)
                                .sum())
                        .isEqualTo(100);
            }
        });
    }

    /** A stall is in the latency of every request that waited for its end, and in no other one's. */
    @Test
    void aServerThatStandsStillDelaysAllThatWaitForIt() throws InterruptedException {
        try (var server = ScriptedServer.of(new Clockwork(number -> number <= 20 ? 400 : 5))) {
            RunResult result = LoadgenProcess.run("{\"clients\":20,\"path\":\"/\",\"requestsPerClient\":2}", server)
                    .result();

            assertThat(latency(result).medianMs()).isGreaterThanOrEqualTo(5).isLessThan(400);
            assertThat(latency(result).p90Ms()).isGreaterThanOrEqualTo(400);
            assertThat(latency(result).meanMs()).isGreaterThanOrEqualTo(202.5);
        }
    }

    private static double late(Clockwork clockwork, WakeUps wakeUps, int threads) {
        return clockwork.meanLatenessMs() + threads * wakeUps.meanLatenessMs();
    }

    private static Results.Latency tailed(int slowEvery, double mean) throws InterruptedException {
        var clockwork = new Clockwork(number -> number % slowEvery == 0 ? 500 : 10);
        var wakeUps = new WakeUps();
        try (wakeUps;
                var server = ScriptedServer.of(clockwork)) {
            RunResult result = closed(server, 6, 0);
            wakeUps.close();
            assertNothingIsDropped(result, server, slowEvery);
            Results.Latency latency = latency(result);

            double late = late(clockwork, wakeUps, ANSWERED);
            assertThat(latency.meanMs()).isBetween(mean * (1 - THREE_PERCENT), mean * (1 + THREE_PERCENT) + late);
            return latency;
        }
    }

    /** H-13: every slow answer is beyond Tukey's outer fence, is counted there, and stays among all others. */
    private static void assertNothingIsDropped(RunResult result, ScriptedServer server, int slowEvery) {
        Results results = result.results();
        assertThat(results.succeeded()).isEqualTo(server.requests());
        assertThat(Objects.requireNonNull(results.outliers()).veryHigh())
                .isGreaterThanOrEqualTo(server.requests() / slowEvery);
    }

    private static RunResult closed(ScriptedServer server, int seconds, int thinkTimeMs) throws InterruptedException {
        String profile = "{\"clients\":10,\"path\":\"/\",\"mode\":\"Closed\",\"durationSeconds\":%d,\"thinkTimeMs\":%d}"
                .formatted(seconds, thinkTimeMs);
        return LoadgenProcess.run(profile, server).result();
    }

    private static Results.Latency latency(RunResult result) {
        return Objects.requireNonNull(result.results().latency(), "nothing succeeded");
    }
}
