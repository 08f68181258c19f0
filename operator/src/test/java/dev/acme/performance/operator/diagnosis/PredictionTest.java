package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.Validity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No prediction promises more than the next limit, or the load that is offered, lets through. */
class PredictionTest {
    private static final String CONSTANT = "mode: Constant, durationSeconds: 10, ratePerSecond: 100";

    /** A load generator that has used up its processors: a second one is worth what service, node and clients have left. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1 | 50 | 2.0 | the 2 pods of the load generator are all in use
        8 | 50 | 1.3 | the service's processors are all in use
        1 | 80 | 1.3 | the node's processors are all in use
        """)
    void moreLoadGeneratorsGainWhatOtherLimitsLeave(double cpuSeconds, double busy, double factor, String until) {
        var bottleneck = Observed.requests(1_000, 10)
                .latency(100)
                .clientCpu(95)
                .counted(Sample.PROCESS_CPU, cpuSeconds)
                .counted(Sample.NODE_CPU.key("busy"), busy)
                .counted(Sample.NODE_CPU.key("idle"), 100 - busy)
                .diagnosed("")
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("client");
        assertThat(bottleneck.advice())
                .isEqualTo("load.pods: 2 (was 1); predicted: at most " + factor + " times the requests/s, until "
                        + until + "; until then the numbers are the load generator's, not the service's");
    }

    /** A second load generator on a node without a processor to spare only takes from the first. */
    @Test
    void theNodeIsAskedBeforeTheClient() {
        var bottleneck = Observed.requests(1_000, 10)
                .latency(100)
                .clientCpu(95)
                .counted(Sample.NODE_CPU.key("busy"), 90)
                .counted(Sample.NODE_CPU.key("idle"), 10)
                .diagnosed("")
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("node-cpu");
    }

    /** 100 clients that pause for 90 of each 100 ms ask 1,099 times a second at most: N / (Z + D), D = 1 ms. */
    @Test
    void moreProcessorsGainNoMoreThanTheClientsAskFor() {
        var bottleneck = Observed.requests(9_500, 15)
                .load("mode: Closed, durationSeconds: 10, thinkTimeMs: 90")
                .counted(Sample.PROCESS_CPU, 9.5)
                .diagnosed("")
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("service-cpu");
        assertThat(bottleneck.advice())
                .contains("at most 1.2 times the requests/s, until the 100 clients ask no more often");
    }

    /** 10 connections, each held 100 ms by a storage that is asked alone, carry 100 requests/s: 1 / D of the pool. */
    @Test
    void moreProcessorsGainNoMoreThanTheStoragesConnectionsCarry() {
        var bottleneck = Observed.requests(900, 500)
                .counted(Sample.PROCESS_CPU, 9.5)
                .counted(Sample.ALONE_FIRST_BYTE, 0.1)
                .diagnosed("pools: {s3Connections: 10}")
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("service-cpu");
        assertThat(bottleneck.advice())
                .contains("at most 1.1 times the requests/s, until the 10 connections to the storage are all in use");
    }

    /** An open loop is answered as often as it asks: what is gained is time. */
    @Test
    void whereTheOfferedRateIsCarriedLatencyIsPredicted() {
        var bottleneck = Observed.requests(1_000, 100)
                .load(CONSTANT)
                .achieved(99.2)
                .spent("queue", 60)
                .diagnosed("pools: {threads: 5}")
                .bottleneck();

        assertThat(bottleneck.advice())
                .isEqualTo(
                        "pools.threads: 50 (was 5); predicted: a request takes at least 40.0 ms in the service instead of"
                                + " 100.0 ms, at the same load.ratePerSecond");
    }

    @Test
    void whereItIsNotTheOfferedRateIsTheMost() {
        var bottleneck = Observed.requests(800, 1_000)
                .load(CONSTANT)
                .achieved(80)
                .doubted(Validity.SUSPECT, "Saturated: 80.0 % of the offered rate was achieved")
                .spent("queue", 600)
                .diagnosed("pools: {threads: 32}")
                .bottleneck();

        assertThat(bottleneck.advice())
                .isEqualTo("pools.threads: 100 (was 32); predicted: at most 1.3 times the requests/s, until the offered"
                        + " 100 requests/s are carried");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        mode: Closed, durationSeconds: 10 | 100    | ; spec.clients: 200 (was 100) would show what comes next
        mode: Closed, durationSeconds: 10 | 10000  | , the largest that spec.clients takes
        mode: Closed, durationSeconds: 10 | 9999   | ; spec.clients: 10000 (was 9999) would show what comes next
        mode: Constant, durationSeconds: 10, ratePerSecond: 100     | 100 | ; load.ratePerSecond: 200 (was 100) would show what comes next
        mode: Poisson, durationSeconds: 10, ratePerSecond: 1000000  | 100 | , the largest that load.ratePerSecond takes
        """)
    void moreLoadIsMoreOfWhatTheLoadIsMadeOf(String load, int clients, String advice) {
        var bottleneck = Observed.requests(1_000, 20)
                .load(load)
                .spent("read", 12)
                .counted(Sample.PROCESS_CPU, 1)
                .diagnosed("clients: " + clients)
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("none");
        assertThat(bottleneck.advice()).isEqualTo("nothing to change for this load" + advice);
        assertThat(bottleneck.evidence())
                .contains("a request takes 20.0 ms in the service, 0.0 % of it waiting for threads and connections");
    }
}
