package dev.acme.performance.operator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.operator.Runs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is billed of a run. */
final class RunPriceTest {
    private static final PriceSheet SHEET = PriceReader.standard();

    @Test
    void anAlwaysWarmServiceIsATaskByTheHour() {
        // 100 downloads in 2 s; 1 vCPU and 512 MiB are sold as 1 vCPU and 2 GB
        var cost = price("", measured());

        assertThat(cost.currency()).isEqualTo("USD");
        assertThat(cost.asOf()).isEqualTo("2026-09-20");
        assertThat(line(cost, CostLine.FARGATE)).isCloseTo(0.04937 / 3.6 / 50, within(1e-9));
        assertThat(line(cost, "s3 requests")).isCloseTo(0.0004, within(1e-12));
        assertThat(cost.usdPer1000())
                .isCloseTo(
                        cost.items().stream()
                                .mapToDouble(RunCost.Item::usdPer1000)
                                .sum(),
                        within(1e-12));
        assertThat(cost.leftOut()).isEqualTo(SHEET.leftOut());
    }

    @Test
    void replicasArePaidForEachAndAnAutoscalersAreNamed() {
        var one = price("", measured());
        var three = price(
                "compute: {replicas: 3, autoscaling: {minReplicas: 3, maxReplicas: 5, targetCpuPercent: 50}}",
                measured());

        assertThat(line(three, CostLine.FARGATE)).isCloseTo(3 * line(one, CostLine.FARGATE), within(1e-12));
        assertThat(three.leftOut()).contains("replicas that the autoscaler added");
    }

    @Test
    void aFunctionIsBilledForItsTimeItsColdStartsAndWhatItStreams() {
        var status = measured();
        var results =
                results(status).withCold(new Results.Cold(10, 1_005.0, 2_000.0)).withWarm(new Results.Warm(5.0, 9.0));

        var cost = price("compute: {backend: lambda}", status.withResults(results), OptionalDouble.of(10));

        // 5 ms, and a tenth of the downloads with 1,000 ms of INIT, at 1769/1024 GB
        assertThat(line(cost, CostLine.LAMBDA_COMPUTE))
                .isCloseTo(1_000 * 1_769 / 1_024.0 * (0.005 + 0.1 * 1.0) * 0.0000166667, within(1e-9));
        assertThat(line(cost, CostLine.LAMBDA_STREAMING))
                .isCloseTo((24_834_009 - 6_000_000) / 1e6 * 0.008, within(1e-9));
        assertThat(line(cost, CostLine.LAMBDA_REQUESTS)).isCloseTo(0.0002, within(1e-12));
    }

    /** The clients' cold latency has the queue for starters in it, and there is no warm one to compare it with. */
    @Test
    void whereAllDownloadsAreColdTheHostsCountersTellTheStarts() {
        var status = measured()
                .withResults(results(measured())
                        .withCold(new Results.Cold(100, 60_000.0, 90_000.0))
                        .withWarm(new Results.Warm(null, null)))
                .withBreakdown(new PerformanceRunStatus.Breakdown(59_000, 1, 2, 3, 10, 4));

        var cost = price("compute: {backend: lambda}", status, OptionalDouble.of(70));

        // 20 ms in the function, 700 ms of INIT
        assertThat(line(cost, CostLine.LAMBDA_COMPUTE))
                .isCloseTo(1_000 * 1_769 / 1_024.0 * (0.020 + 0.7) * 0.0000166667, within(1e-9));
        assertThat(cost.leftOut()).isEqualTo(SHEET.leftOut());
    }

    @Test
    void startsOfWhichNothingIsKnownAreNamedAsLeftOut() {
        var cold = measured()
                .withResults(results(measured())
                        .withCold(new Results.Cold(100, 60_000.0, 90_000.0))
                        .withWarm(new Results.Warm(null, null)));
        var seen = cold.withBreakdown(new PerformanceRunStatus.Breakdown(59_000, 1, 2, 3, 10, 4));
        var warm = measured().withResults(results(measured()).withCold(new Results.Cold(0, null, null)));

        assertThat(price("compute: {backend: lambda}", seen).leftOut()).contains("INIT");
        assertThat(price("compute: {backend: lambda}", seen, OptionalDouble.of(0))
                        .leftOut())
                .contains("INIT");
        assertThat(price("compute: {backend: lambda}", cold).leftOut())
                .anyMatch(what -> what.startsWith("INIT beyond the mean latency"));
        assertThat(price("compute: {backend: lambda}", warm.withBreakdown(seen.breakdown()))
                        .leftOut())
                .isEqualTo(SHEET.leftOut());
    }

    @Test
    void withoutABreakdownTheMedianWarmDownloadIsBilled() {
        var status = measured()
                .withResults(results(measured())
                        .withCold(new Results.Cold(50, 2_000.0, 3_000.0))
                        .withWarm(new Results.Warm(40.0, 50.0)));

        var cost = price("compute: {backend: lambda}", status, OptionalDouble.of(0.5));

        assertThat(line(cost, CostLine.LAMBDA_COMPUTE))
                .isCloseTo(1_000 * 1_769 / 1_024.0 * (0.040 + 0.005) * 0.0000166667, within(1e-9));
    }

    @Test
    void timeInTheQueueIsNotTheFunctions() {
        var status = measured().withBreakdown(new PerformanceRunStatus.Breakdown(900, 1, 2, 3, 10, 4));

        var cost = price("compute: {backend: lambda}", status);

        assertThat(line(cost, CostLine.LAMBDA_COMPUTE))
                .isCloseTo(1_000 * 1_769 / 1_024.0 * 0.020 * 0.0000166667, within(1e-9));
    }

    @Test
    void aFunctionThatRedirectsStreamsNothing() {
        var cost = price("compute: {backend: lambda}\nstorage: {delivery: Redirect}", measured());

        assertThat(cost.items()).extracting(RunCost.Item::name).doesNotContain(CostLine.LAMBDA_STREAMING);
    }

    @Test
    void whatTheCacheHasIsNotFetched() {
        var status = measured();
        var cached = results(status).withCache(new Results.Cache(75, 25, 75.0));

        assertThat(line(price("storage: {caching: Memory}", status.withResults(cached)), "s3 requests"))
                .isCloseTo(0.0001, within(1e-12));
    }

    @Test
    void aDatabaseIsPaidByTheHourToo() {
        var cost = price("storage: {backend: rds}", measured());

        assertThat(line(cost, "rds instance")).isCloseTo(0.065 / 3.6 / 50, within(1e-12));
        assertThat(cost.items()).extracting(RunCost.Item::name).doesNotContain("s3 requests");
    }

    /** 100 clients, one of whom fetched what 94 waited for: to the clients 95 misses, to S3 one GET. */
    @Test
    void whoWaitedForAnothersReadPaysNone() {
        var status = measured();
        var results = results(status).withCache(new Results.Cache(5, 95, 5));
        var cached = status.withResults(results);
        var spec = Runs.spec("storage: {caching: Memory}");

        var told = RunPrice.of(SHEET, spec, cached, OptionalDouble.empty(), OptionalDouble.of(0.01));
        var untold = RunPrice.of(SHEET, spec, cached, OptionalDouble.empty(), OptionalDouble.empty());

        assertThat(line(told.orElseThrow(), "s3 requests")).isCloseTo(0.01 * 0.0004, within(1e-12));
        assertThat(line(untold.orElseThrow(), "s3 requests")).isCloseTo(0.95 * 0.0004, within(1e-12));
    }

    @Test
    void nothingIsSaidOfOthersServicesAndOfRunsWithoutSuccess() {
        var external = Runs.spec("compute: {backend: external, target: inference}");

        assertThat(RunPrice.of(SHEET, external, measured(), OptionalDouble.empty(), OptionalDouble.empty()))
                .isEmpty();
        assertThat(RunPrice.of(
                        SHEET,
                        Runs.spec(""),
                        PerformanceRunStatus.empty().withResults(Runs.result(0).results()),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()))
                .isEmpty();
        assertThat(RunPrice.of(
                        SHEET,
                        Runs.spec(""),
                        PerformanceRunStatus.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()))
                .isEmpty();
    }

    private static PerformanceRunStatus measured() {
        return PerformanceRunStatus.empty().withResults(Runs.result(100).results());
    }

    private static Results results(PerformanceRunStatus status) {
        return Optional.ofNullable(status.results()).orElseThrow();
    }

    private static RunCost price(String yaml, PerformanceRunStatus status) {
        return price(yaml, status, OptionalDouble.empty());
    }

    private static RunCost price(String yaml, PerformanceRunStatus status, OptionalDouble initSeconds) {
        return RunPrice.of(SHEET, Runs.spec(yaml), status, initSeconds, OptionalDouble.empty())
                .orElseThrow();
    }

    private static double line(RunCost cost, String name) {
        return List.copyOf(cost.items()).stream()
                .filter(item -> item.name().equals(name))
                .mapToDouble(RunCost.Item::usdPer1000)
                .findFirst()
                .orElseThrow();
    }
}
