package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.exchange.Arrival;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests start when they are planned: what arithmetic says of that, with the tolerances of the table of known truths. */
class OpenLoopIT {
    private static final byte[] BODY = {'o', 'k'};
    private static final int ANSWERED = 2;

    /** K-02: 200 a second at a server that needs 10 ms: all are sent, and 200 × 0.010 = 2 are under way in the mean. */
    @Test
    void aConstantRateIsSentWholeAndLittlesLawHolds() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            var clockwork = new Clockwork(number -> 10);
            var wakeUps = new WakeUps();
            try (wakeUps;
                    var server = ScriptedServer.of(clockwork)) {
                RunResult result = open(server, "Constant", 20, 200, 6);
                wakeUps.close();

                double late = clockwork.meanLatenessMs() + (ANSWERED + 1) * wakeUps.meanLatenessMs();
                wholePlanOf(1_200, result);
                assertThat(server.requests()).isEqualTo(1_200);
                assertThat(latency(result).minMs()).isGreaterThanOrEqualTo(10);
                assertThat(latency(result).meanMs()).isBetween(10.0, 10.5 + late);
                double underWay = result.results().throughput().requestsPerSecond()
                        * latency(result).meanMs()
                        / 1e3;
                assertThat(underWay).isBetween(0.95 * 2, 1.05 * 2 + 0.2 * late);
                assertThat(Objects.requireNonNull(result.serviceLatency()).meanMs())
                        .isBetween(10.0, latency(result).meanMs());
            }
        });
    }

    /**
     * K-03: 5 ms, but for 2 s of every 10 nobody is answered, at 100 a second: of 1,000 requests 800 need 5 ms and 200 from
     * 15 to 2,005, so p90 is 1,005, p95 1,505, p99 1,905, the mean 206.
     */
    @Test
    void whoArrivesInAStallWaitsForItsEndAndIsCounted() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            var stalls = new Stalls(5, 10_000, 5_000, 7_000);
            var wakeUps = new WakeUps();
            try (wakeUps;
                    var server = ScriptedServer.of(stalls)) {
                RunResult result = open(server, "Constant", 220, 100, 10);
                wakeUps.close();

                wholePlanOf(1_000, result);
                Results.Latency latency = latency(result);
                double late = stalls.meanLatenessMs() + (ANSWERED + 1) * wakeUps.meanLatenessMs();
                assertThat(latency.medianMs()).isBetween(5.0, 7.0 + late);
                assertThat(latency.p90Ms()).isCloseTo(1_005, within(25.0));
                assertThat(latency.p95Ms()).isCloseTo(1_505, within(25.0));
                assertThat(latency.p99Ms()).isCloseTo(1_905, within(25.0));
                assertThat(latency.maxMs()).isCloseTo(2_005, within(25.0));
                assertThat(latency.meanMs()).isBetween(0.97 * 206, 1.03 * 206 + late);
            }
        });
    }

    /** K-04: the same server asked by ten clients in a closed loop hides the stall, and the result says what it is. */
    @Test
    void aClosedLoopLeavesOutWhoWouldHaveWaitedAndSaysSo() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            var stalls = new Stalls(5, 10_000, 5_000, 7_000);
            var wakeUps = new WakeUps();
            try (wakeUps;
                    var server = ScriptedServer.of(stalls)) {
                RunResult result = LoadgenProcess.run(
                                "{\"clients\":10,\"path\":\"/\",\"mode\":\"Closed\",\"durationSeconds\":10}", server)
                        .result();
                wakeUps.close();

                double late = stalls.meanLatenessMs() + ANSWERED * wakeUps.meanLatenessMs();
                assertThat(latency(result).p99Ms()).isLessThanOrEqualTo(7 + 2 * ANSWERED * wakeUps.p99LatenessMs());
                assertThat(latency(result).maxMs()).isBetween(1_950.0, 2_030.0);
                assertThat(result.results().throughput().requestsPerSecond())
                        .isBetween(0.93 * 8_000 / (5 + late), 1_602.0);
                Arrival arrival = Objects.requireNonNull(result.results().arrival());
                assertThat(arrival.kind()).isEqualTo(Arrival.Kind.CLOSED);
                assertThat(arrival.note()).isEqualTo(Arrival.NO_USER_LATENCY);
            }
        });
    }

    /**
     * A second in ten at a thousand a second. Who is due in it, or until the server has caught up, waits the less the later:
     * from 1,000 ms down to nothing. A server that catches up at once makes that a p95 of 500 and a p99 of 900.
     */
    @Test
    void aFreezeOfOneSecondIsInThePercentilesAndNothingIsDropped() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            try (var server = ScriptedServer.of(new Stalls(0, 60_000, 4_000, 5_000))) {
                RunResult result = open(server, "Constant", 100, 1_000, 10);

                wholePlanOf(10_000, result);
                long waited = Objects.requireNonNull(
                        Objects.requireNonNull(result.results().arrival()).waited());
                assertThat(waited).as("of a thousand, with a hundred clients").isBetween(800L, 1_600L);
                double delayed = 100.0 + waited;
                assertThat(latency(result).p95Ms()).isCloseTo(1_000 * (1 - 500 / delayed), within(30.0));
                assertThat(latency(result).p99Ms()).isCloseTo(1_000 * (1 - 100 / delayed), within(30.0));
            }
        });
    }

    /** Twice what one worker can do: the queue grows by one every 10 ms, and the last of 4 s is answered after 8. */
    @ParameterizedTest
    @ValueSource(ints = {4, 400})
    void overloadMakesResponseTimesGrowFromThePlan(int clients) throws InterruptedException {
        Rounds.oneMustHold(() -> {
            var queue = new OneWorker(10);
            try (var server = ScriptedServer.of(call -> {
                queue.serve();
                call.answer(200, BODY);
            })) {
                RunResult result = open(server, "Constant", clients, 200, 4);

                wholePlanOf(800, result);
                assertThat(latency(result).maxMs()).isBetween(4_000.0, 4_200.0);
                assertThat(latency(result).medianMs()).isBetween(2_000.0, 2_100.0);
                assertThat(latency(result).meanMs()).isBetween(2_000.0, 2_100.0);
                assertThat(result.results().durationSeconds()).isBetween(8.0, 8.4);
                assertThat(result.results().throughput().requestsPerSecond()).isBetween(95.0, 100.1);
            }
        });
    }

    /** One in fifty takes two seconds; everybody else finds a free client and is answered as if there were none. */
    @Test
    void aSlowRequestDelaysNobodyElse() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            try (var server = ScriptedServer.of(new Clockwork(number -> number % 50 == 0 ? 2_000 : 5))) {
                RunResult result = open(server, "Constant", 50, 200, 4);

                wholePlanOf(800, result);
                assertThat(latency(result).p95Ms()).isBetween(5.0, 30.0);
                assertThat(latency(result).p99Ms()).isBetween(2_000.0, 2_100.0);
                assertThat(Objects.requireNonNull(result.results().arrival()).waited())
                        .isZero();
            }
        });
    }

    /** A server that closes after each answer: clients connect again beside the plan, and what is planned is sent. */
    @Test
    void connectingAgainIsNoPartOfTheSchedule() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            var wakeUps = new WakeUps();
            try (wakeUps;
                    var server = ScriptedServer.of(call -> {
                        call.answer(200, BODY, "Connection: close\r\n");
                        call.close();
                    })) {
                RunResult result = open(server, "Poisson", 20, 200, 3);
                wakeUps.close();

                assertThat(result.results().succeeded())
                        .isEqualTo(result.results().requests());
                assertThat(result.results().succeeded()).isEqualTo(server.requests());
                assertThat(latency(result).p99Ms()).isLessThan(30 + 4 * wakeUps.p99LatenessMs());
            }
        });
    }

    /** M/D/1: 100 a second, 5 ms each: half busy, so a request waits rho S / 2 (1 - rho) = 2.5 ms in the mean. */
    @Test
    void aQueueWithOneServerKeepsItsFormula() throws InterruptedException {
        Rounds.oneMustHold(() -> {
            var queue = new OneWorker(5);
            var wakeUps = new WakeUps();
            try (wakeUps;
                    var server = ScriptedServer.of(call -> {
                        queue.serve();
                        call.answer(200, BODY);
                    })) {
                RunResult result = open(server, "Poisson", 50, 100, 15);
                wakeUps.close();

                // 1,500 requests, of which some six in a row wait alike: three standard errors are 1 ms
                assertThat(latency(result).meanMs())
                        .isBetween(6.5, 8.5 + 2 * (ANSWERED + 2) * wakeUps.meanLatenessMs());
                assertThat(latency(result).minMs()).isGreaterThanOrEqualTo(5);
            }
        });
    }

    /** Ten a second against a server that does one in 2 s with two clients, and a second's patience: most are never sent. */
    @Test
    void whatIsNeverSentIsCountedAndNamed() throws InterruptedException {
        try (var server = ScriptedServer.of(call -> call.after(800).answer(200, BODY))) {
            RunResult result = LoadgenProcess.run("""
                            {"clients":2,"path":"/","mode":"Constant","ratePerSecond":50,"durationSeconds":2,"timeoutSeconds":1}""", server).result();

            Arrival arrival = Objects.requireNonNull(result.results().arrival());
            assertThat(arrival.planned()).isEqualTo(100);
            assertThat(arrival.sent()).isEqualTo(server.requests()).isBetween(6L, 10L);
            assertThat(arrival.unsent()).isEqualTo(100 - server.requests());
            assertThat(result.results().requests()).isEqualTo(100);
            assertThat(result.results().errors().timeout())
                    .isEqualTo(100 - result.results().succeeded());
        }
    }

    /** Nobody listens: each request that is due is refused or waits, and the run ends. */
    @Test
    void aDeadServerRefusesWhatIsDue() throws InterruptedException {
        int port;
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            port = server.port();
        }
        RunResult result = LoadgenProcess.run("--profile", """
                        {"clients":2,"path":"/","mode":"Constant","ratePerSecond":100,"durationSeconds":1,"timeoutSeconds":1}""", "--target", "http://127.0.0.1:" + port)
                .result();

        Arrival arrival = Objects.requireNonNull(result.results().arrival());
        assertThat(result.results().requests()).isEqualTo(100);
        assertThat(result.results().failed()).isEqualTo(100);
        assertThat(arrival.sent()).isZero();
        assertThat(result.results().errors().connect() + Objects.requireNonNull(arrival.unsent()))
                .isEqualTo(100);
        assertThat(result.results().errors().connect()).isBetween(20L, 60L);
    }

    /** The warm-up is of the same kind, and no part of the plan that is measured. */
    @Test
    void theWarmUpIsPlannedTooAndReportedApart() throws InterruptedException {
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            RunResult result = LoadgenProcess.run("""
                            {"clients":4,"path":"/","mode":"Constant","ratePerSecond":50,"durationSeconds":2,"warmupSeconds":1}""", server).result();

            wholePlanOf(100, result);
            assertThat(Objects.requireNonNull(result.warmup()).requests()).isEqualTo(50);
            assertThat(server.requests()).isEqualTo(150);
        }
    }

    private static void wholePlanOf(long requests, RunResult result) {
        Arrival arrival = Objects.requireNonNull(result.results().arrival());
        assertThat(arrival.planned()).isEqualTo(requests);
        assertThat(arrival.sent()).isEqualTo(requests);
        assertThat(arrival.unsent()).isZero();
        assertThat(result.results().succeeded()).isEqualTo(requests);
    }

    private static RunResult open(ScriptedServer server, String mode, int clients, int rate, int seconds)
            throws InterruptedException {
        String profile = """
                {"clients":%d,"path":"/","mode":"%s","ratePerSecond":%d,"durationSeconds":%d}""".formatted(clients, mode, rate, seconds);
        return LoadgenProcess.run(profile, server).result();
    }

    private static Results.Latency latency(RunResult result) {
        return Objects.requireNonNull(result.results().latency(), "nothing succeeded");
    }
}
