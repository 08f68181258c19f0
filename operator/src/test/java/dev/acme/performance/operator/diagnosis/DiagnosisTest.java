package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.Runs;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {
    private static final Pattern FIELD_TO_VALUE = Pattern.compile("([a-z]\\w*(?:\\.\\w+)+): (\\S+) \\(was ");

    private static final String POOLS = "pools: {threads: %d, s3Connections: %d}";

    /** A service that uses its one processor up, on a node whose time was busy and idle for so many seconds of twelve. */
    private static Observed node(double busy, double idle) {
        return Observed.requests(10_000, 100)
                .spent("queue", 60)
                .counted(Sample.PROCESS_CPU, 10)
                .counted(Sample.NODE_CPU.key("busy"), busy)
                .counted(Sample.NODE_CPU.key("idle"), idle);
    }

    /** Of 100 clients: what is counted, of which spec, is named so, by so much, and advised against so. */
    static Stream<Arguments> situations() {
        return Stream.of(
                situation(
                        "threads",
                        90,
                        "pools.threads: 100 (was 10); predicted: at most 1.2 times the requests/s, until the 12"
                                + " connections to the storage are all in use",
                        POOLS.formatted(10, 12),
                        () -> Observed.requests(100, 10_000)
                                .spent("queue", 9_000)
                                .spent("firstbyte", 100)
                                .spent("read", 900)),
                situation(
                        "threads",
                        99,
                        "pools.threads: 10 (was 1); predicted: at most 10.0 times the requests/s, until the 10 threads are"
                                + " all in use",
                        POOLS.formatted(1, 12),
                        () -> Observed.requests(10, 1_000).spent("read", 1_000).queueDepth(99)),
                situation(
                        "s3-connections",
                        88,
                        "pools.s3Connections: 100 (was 12); predicted: at most 8.3 times the requests/s, until nobody"
                                + " waits any more",
                        POOLS.formatted(100, 12),
                        () -> Observed.requests(120, 8_333).spent("pool", 7_333).spent("read", 1_000)),
                situation(
                        "database-connections",
                        80,
                        "pools.databaseConnections: 100 (was 20); predicted: at most 5.0 times the requests/s, until the"
                                + " 100 connections are all in use",
                        "storage: {backend: rds}",
                        () -> Observed.requests(200, 5_000).spent("pool", 4_000).spent("read", 1_000)),
                // nearly all connections are used and others wait: less than half of the handling, and the limit all
                // the same
                situation(
                        "s3-connections",
                        40,
                        "pools.s3Connections: 100 (was 60); predicted: at most 1.7 times the requests/s, until the 100"
                                + " connections are all in use",
                        POOLS.formatted(100, 60),
                        () -> Observed.requests(2_000, 500).spent("pool", 200).spent("firstbyte", 300)),
                situation(
                        "database-connections",
                        40,
                        "pools.databaseConnections: 100 (was 60); predicted: at most 1.7 times the requests/s, until the"
                                + " 100 connections are all in use",
                        "storage: {backend: rds}\npools: {databaseConnections: 60}",
                        () -> Observed.requests(2_000, 500).spent("pool", 200).spent("firstbyte", 300)),
                // what they share is used up: more connections would share it too
                situation(
                        "network",
                        60,
                        "storage.caching: Memory (was None); predicted: an archive crosses the way from the storage once,"
                                + " and a request that finds it takes at least 300.0 ms less",
                        POOLS.formatted(100, 60),
                        () -> Observed.requests(2_000, 500)
                                .spent("pool", 200)
                                .spent("read", 300)
                                .counted(Sample.BYTES, 600e6)
                                .counted(Sample.ALONE_RATE, 20e6)),
                situation(
                        "service-cpu",
                        96,
                        "compute.cpu: 2 (was 1), or twice the compute.replicas; predicted: at most 2.0 times the"
                                + " requests/s, until that is all in use, as far as the node has the processors",
                        "",
                        () -> Observed.requests(10_000, 100).spent("queue", 60).counted(Sample.PROCESS_CPU, 9.6)),
                situation(
                        "service-cpu",
                        40,
                        "compute.cpu: 1 (was 500m), or twice the compute.replicas; predicted: at most 2.0 times the"
                                + " requests/s, until that is all in use, as far as the node has the processors",
                        "compute: {cpu: 500m}",
                        () -> Observed.requests(1_000, 100)
                                .counted(Sample.PROCESS_CPU, 2)
                                .counted(Sample.PERIODS, 100)
                                .counted(Sample.THROTTLED_PERIODS, 40)),
                // of two processors the service uses one, the load generator a half
                situation(
                        "service-cpu",
                        100,
                        "compute.cpu: 1500m (was 1), or on further nodes twice the compute.replicas; predicted: at most"
                                + " 1.5 times the requests/s, until that is all in use, for the node has no more left",
                        "",
                        () -> node(18, 6)),
                // two idle processors are not enough for two: the load generator has to stand somewhere
                situation(
                        "service-cpu",
                        100,
                        "compute.cpu: 1700m (was 1), or on further nodes twice the compute.replicas; predicted: at most"
                                + " 1.7 times the requests/s, until that is all in use, for the node has no more left",
                        "",
                        () -> node(10, 14)),
                situation(
                        "service-cpu",
                        100,
                        "compute.cpu: 2 (was 1), or twice the compute.replicas; predicted: at most 2.0 times the"
                                + " requests/s, until that is all in use, as far as the node has the processors",
                        "",
                        () -> node(18, 30)),
                situation(
                        "service-cpu",
                        100,
                        "no field of the run helps: the node has no processors left; give it larger nodes, or more"
                                + " compute.replicas and nodes for them, or put service and load on nodes of their own by the"
                                + " chart's values registry.placement and load.placement",
                        "",
                        () -> node(23.5, 0.5)),
                situation(
                        "client",
                        95,
                        "load.pods: 2 (was 1); predicted: at most 2.0 times the requests/s, until the 2 pods of the load"
                                + " generator are all in use; until then the numbers are the load generator's, not the"
                                + " service's",
                        "",
                        () -> Observed.requests(1_000, 10).latency(100).clientCpu(95)),
                situation(
                        "cold-starts",
                        80,
                        "compute.lambda.provisionedConcurrency: 100 (was 0); predicted: a request takes 200.0 ms in the"
                                + " service instead of 1000.0 ms",
                        "compute: {backend: lambda}",
                        () -> Observed.requests(100, 1_000)
                                .spent("queue", 800)
                                .counted(Sample.COLD_STARTS, 100)
                                .counted(Sample.INITS, 100)
                                .counted(Sample.INIT_SECONDS, 70)),
                situation(
                        "throttling",
                        30,
                        "compute.lambda.maxConcurrency: 100 (was 10); predicted: no request is refused while at most 100"
                                + " are under way",
                        "compute: {backend: lambda, lambda: {maxConcurrency: 10, memoryMb: 1769, provisionedConcurrency: 0,"
                                + " idleSeconds: 300, timeoutSeconds: 300}}",
                        () -> Observed.requests(100, 100).counted(Sample.THROTTLES, 30)),
                situation(
                        "network",
                        95,
                        "storage.caching: Memory (was None); predicted: an archive crosses the way from the storage once,"
                                + " and a request that finds it takes at least 950.0 ms less",
                        "",
                        () -> Observed.requests(200, 1_000)
                                .spent("firstbyte", 50)
                                .spent("read", 950)
                                .counted(Sample.BYTES, 200e6)
                                .counted(Sample.ALONE_RATE, 20e6)),
                situation(
                        "network",
                        80,
                        "storage.delivery: Redirect (was Proxy); predicted: the archive does not pass the service any"
                                + " more, which then takes 200.0 ms a request",
                        "",
                        () -> Observed.requests(200, 1_000).spent("write", 800)),
                situation(
                        "storage",
                        90,
                        "storage.caching: Memory (was None); predicted: 100.0 ms in the service for a request that finds"
                                + " the archive in memory",
                        "",
                        () -> Observed.requests(200, 1_000)
                                .spent("firstbyte", 300)
                                .spent("read", 600)
                                .counted(Sample.BYTES, 200e6)
                                .counted(Sample.ALONE_RATE, 1.7e6)),
                situation(
                        "storage",
                        5,
                        "storage.caching: Memory (was None); predicted: an archive is read once, not once a request; the"
                                + " failures themselves have to be looked for in the storage",
                        "",
                        () -> Observed.requests(200, 10)
                                .counted(Sample.ANSWERS.key("503"), 10)
                                .counted(Sample.REFUSALS.key("storage-unavailable"), 10)),
                situation(
                        "metadata",
                        70,
                        "no field of the run helps: look at the DynamoDB table's capacity and at the way there",
                        "",
                        () -> Observed.requests(200, 100).spent("metadata", 70)),
                situation(
                        "node-cpu",
                        97,
                        "no field of the run helps while its pods share one node: the chart's values registry.placement and"
                                + " load.placement put service and load on nodes of their own",
                        "",
                        () -> Observed.requests(200, 100)
                                .counted(Sample.NODE_CPU.key("busy"), 97)
                                .counted(Sample.NODE_CPU.key("idle"), 3)),
                situation(
                        "none",
                        0,
                        "nothing to change for this load; spec.clients: 200 (was 100) would show what comes next",
                        "",
                        () -> Observed.requests(1_000, 20).spent("read", 12).counted(Sample.PROCESS_CPU, 1)),
                situation(
                        "none",
                        0,
                        "nothing to change for this load; spec.clients: 200 (was 100) would show what comes next",
                        "",
                        () -> Observed.requests(1_000, 8).spent("metadata", 5).counted(Sample.PROCESS_CPU, 1)),
                situation(
                        "not-enough-evidence",
                        0,
                        "measure longer or with more clients: no one component stands out",
                        "",
                        () -> Observed.requests(1_000, 20).latency(500)),
                situation(
                        "not-enough-evidence",
                        0,
                        "measure again, longer or with more clients",
                        "",
                        () -> Observed.requests(9, 20)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("situations")
    void theBottleneckIsNamedWithEvidenceAndAnAdvice(
            String component, double share, String advice, String spec, Supplier<Observed> observed) {
        var bottleneck = observed.get().diagnosed(spec).bottleneck();

        assertThat(bottleneck.component()).isEqualTo(component);
        assertThat(bottleneck.sharePercent()).isCloseTo(share, within(0.6));
        assertThat(bottleneck.advice()).isEqualTo(advice);
        assertThat(bottleneck.evidence())
                .hasSizeBetween(1, 5)
                .allSatisfy(line -> assertThat(line).containsPattern("[0-9]").doesNotContain("NaN", "null", "%%"));
    }

    /** A storage that is slow beside a pool that some wait for says so, and not that nobody does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0   | 60.0 of 150 connections are in use, nobody waits for one: more of them would not help
        100 | 60.0 of 150 connections are in use, 20.0 requests wait for one
        """)
    void whatIsSaidOfTheWaitForConnectionsWasMeasured(double poolMs, String line) {
        var bottleneck = Observed.requests(2_000, 500)
                .spent("pool", poolMs)
                .spent("firstbyte", 300)
                .diagnosed("")
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("storage");
        assertThat(bottleneck.evidence()).contains(line);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("situations")
    void whatIsAdvisedInWordsIsThereForProgramsToo(
            String component, double share, String advice, String spec, Supplier<Observed> observed) {
        var bottleneck = observed.get().diagnosed(spec).bottleneck();

        var named = FIELD_TO_VALUE.matcher(advice);
        assertThat(Optional.ofNullable(bottleneck.change()))
                .isEqualTo(
                        named.lookingAt()
                                ? Optional.of(new PerformanceRunStatus.Change(named.group(1), named.group(2)))
                                : Optional.empty());
    }

    /** What a function's starts are billed by. */
    @Test
    void theHostsCountersTellHowLongStartsTookWhereItIsAFunctionAndTheyTellIt() {
        var starts = Observed.requests(100, 1_000)
                .counted(Sample.COLD_STARTS, 100)
                .counted(Sample.INITS, 100)
                .counted(Sample.INIT_SECONDS, 70);
        var untold = Observed.requests(100, 1_000).counted(Sample.COLD_STARTS, 100);
        String function = "compute: {backend: lambda}";

        assertThat(starts.diagnosed(function).initSeconds()).hasValue(70);
        assertThat(Observed.requests(100, 10).diagnosed(function).initSeconds()).hasValue(0);
        assertThat(untold.diagnosed(function).initSeconds()).isEmpty();
        assertThat(starts.diagnosed("").initSeconds()).isEmpty();
    }

    @Test
    void theBreakdownIsThatOfAMeanRequestAndAddsUpToItsTotal() {
        var breakdown = Observed.requests(100, 100)
                .spent("queue", 10)
                .spent("metadata", 5)
                .spent("pool", 20)
                .spent("firstbyte", 15)
                .spent("read", 30)
                .spent("write", 12)
                .diagnosed("")
                .breakdown()
                .orElseThrow();

        assertThat(breakdown.queueMs()).isEqualTo(10);
        assertThat(breakdown.metadataMs()).isEqualTo(5);
        assertThat(breakdown.poolWaitMs()).isEqualTo(20);
        assertThat(breakdown.storageFirstByteMs()).isEqualTo(15);
        assertThat(breakdown.transferMs()).isEqualTo(42);
        assertThat(breakdown.otherMs()).isEqualTo(8);
    }

    @Test
    void aTargetThatWasNotSeenHasNoBreakdownAndTheReasonIsSaid() {
        var diagnosis = Diagnosis.of(Runs.spec(""), Runs.result(100), new WhiteBox.Unseen("nobody answered"));

        assertThat(diagnosis.breakdown()).isEmpty();
        assertThat(diagnosis.bottleneck().component()).isEqualTo("not-enough-evidence");
        assertThat(diagnosis.bottleneck().evidence()).containsExactly("no white-box measurement: nobody answered");
    }

    /** H-20: parts may be 5 % more than the whole, as clocks are; what is more than that is not its parts. */
    @ParameterizedTest
    @CsvSource({"94, true", "104.9, true", "105.1, false", "300, false"})
    void partsThatExceedTheWholeAreNoBreakdownOfIt(double readMs, boolean isOne) {
        var diagnosis = Observed.requests(1_000, 100).spent("read", readMs).diagnosed("");

        assertThat(diagnosis.breakdown().isPresent()).isEqualTo(isOne);
        if (!isOne) {
            assertThat(diagnosis.bottleneck().component()).isEqualTo("not-enough-evidence");
            assertThat(diagnosis.bottleneck().evidence())
                    .singleElement()
                    .asString()
                    .startsWith("the parts of a request add up to " + readMs)
                    .endsWith(" ms, the whole takes 100.00 ms");
        }
    }

    /** Seconds of processor time in a window of ten, of one replica. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        compute: {cpu: '2'}         | 5 | 25
        compute: {cpu: 500m}        | 4 | 80
        compute: {cpu: 500m}        | 0 |
        compute: {backend: lambda}  | 5 |
        """)
    void whatReplicasUseOfTheirProcessorsIsTold(String spec, double seconds, @Nullable Double percent) {
        var diagnosis = Observed.requests(1_000, 20)
                .counted(Sample.PROCESS_CPU, seconds)
                .diagnosed(spec);

        assertThat(diagnosis.cpuPercent())
                .isEqualTo(percent == null ? OptionalDouble.empty() : OptionalDouble.of(percent));
    }

    private static Arguments situation(
            String component, double share, String advice, String spec, Supplier<Observed> observed) {
        return Arguments.of(component, share, advice, spec, observed);
    }
}
