package dev.acme.performance.operator.experiment.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.cost.CostLine;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BreakEvenTest {
    private static final RunCost.Item STORAGE = new RunCost.Item("s3 requests", 0.0004);

    /** Golden crossover: C1's compute and requests against C5's task. */
    @Test
    void oneTaskAndASmallFunctionAreEqualAtFourAndAHalfDownloadsASecond() {
        var lambda = run(
                "lambda",
                3,
                new RunCost.Item(CostLine.LAMBDA_REQUESTS, 0.0002),
                new RunCost.Item(CostLine.LAMBDA_COMPUTE, 0.0028793),
                STORAGE);

        for (double rate : new double[] {0.1, 10}) {
            var ecs = run("ecs", rate, new RunCost.Item(CostLine.FARGATE, 0.04937 / 3.6 / rate), STORAGE);

            var even = BreakEven.of(List.of(ecs, ecs), List.of(lambda)).orElseThrow();

            assertThat(even.downloadsPerSecond()).isCloseTo(4.45, within(0.005));
            assertThat(even.fargateUsdPerHour()).isCloseTo(0.04937, within(1e-9));
            assertThat(even.carriedPerSecond()).isCloseTo(rate, within(1e-9));
            assertThat(even.isWithinCarried()).isEqualTo(rate > 4.45);
        }
    }

    /** The dearest hour against the cheapest thousand, and the other way round. */
    @Test
    void singleRunsSayFromWhereToWhere() {
        var ecs = List.of(fargate(0.9), fargate(1.1), fargate(1));
        var lambda = List.of(function(0.002), function(0.004));

        var even = BreakEven.of(ecs, lambda).orElseThrow();

        assertThat(even.downloadsPerSecond()).isCloseTo(10 / 3.0, within(1e-9));
        assertThat(even.lowest()).isCloseTo(9 / 4.0, within(1e-9));
        assertThat(even.highest()).isCloseTo(11 / 2.0, within(1e-9));
        assertThat(even.ecsRuns()).isEqualTo(3);
        assertThat(even.lambdaRuns()).isEqualTo(2);
    }

    /** A task that carries ten downloads a second, at so many thousandths of a dollar for 1,000 of them. */
    private static RunFigures fargate(double thousandths) {
        return run("ecs", 10, new RunCost.Item(CostLine.FARGATE, thousandths / 1_000));
    }

    private static RunFigures function(double usdPer1000) {
        return run("lambda", 3, new RunCost.Item(CostLine.LAMBDA_COMPUTE, usdPer1000));
    }

    @Test
    void twoOfAKindHaveNone() {
        var ecs = run("ecs", 10, new RunCost.Item(CostLine.FARGATE, 0.001));

        assertThat(BreakEven.of(List.of(ecs), List.of(ecs))).isEmpty();
        assertThat(BreakEven.of(List.of(), List.of())).isEmpty();
    }

    private static RunFigures run(String cell, double rate, RunCost.Item... items) {
        return new RunFigures(
                cell,
                cell,
                0,
                0,
                Phase.SUCCEEDED,
                Verdict.NONE,
                Validity.VALID,
                List.of(),
                Map.of(Metric.REQUESTS_PER_SECOND, rate),
                1,
                0,
                null,
                null,
                null,
                new RunCost(1, "USD", "2026-09-20", List.of(items), List.of()),
                "same");
    }
}
