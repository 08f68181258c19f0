package dev.acme.performance.operator.web.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.RunEnvironmentBuilder;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.web.compare.Comparison.Row;
import dev.acme.performance.operator.web.watch.RunSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static RunSummary run(
            String fingerprint, Validity validity, double p99, double low, @Nullable Double high) {
        var latency = new Results.Latency(p99 / 2, p99 / 3, p99, p99, p99, p99, 1, p99, 1, low, high);
        var environment = RunEnvironmentBuilder.builder()
                .fidelity("real")
                .fingerprint(fingerprint)
                .build();
        return RunSummary.of(Runs.run(
                "",
                PerformanceRunStatus.empty()
                        .withPhase(Phase.SUCCEEDED)
                        .withValidity(validity)
                        .withEnvironment(environment)
                        .withResults(Runs.result(100).results().withLatency(latency))));
    }

    private static Row row(Comparison comparison, String metric) {
        return comparison.rows().stream()
                .filter(row -> row.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theRatioOfP99sIsBoundedByTheEndsOfTheirIntervals() {
        var comparison = Comparison.of(
                List.of(run("f", Validity.VALID, 100, 80, 120.0), run("f", Validity.VALID, 50, 40, 60.0)));

        var ratio = row(comparison, "p99Ms").values().get(1).ratio();
        assertThat(ratio).isEqualTo(new Comparison.Ratio(0.5, 40.0 / 120, 60.0 / 80));
        assertThat(comparison.isComparable()).isTrue();
    }

    @Test
    void noIntervalIsMadeUp() {
        var comparison =
                Comparison.of(List.of(run("f", Validity.VALID, 100, 80, null), run("f", Validity.VALID, 50, 40, 60.0)));

        assertThat(row(comparison, "p99Ms").values().get(1).ratio()).isEqualTo(new Comparison.Ratio(0.5, null, null));
        assertThat(row(comparison, "meanMs").values().get(1).ratio()).isEqualTo(new Comparison.Ratio(0.5, null, null));
        assertThat(comparison.reasons()).anyMatch(reason -> reason.contains("ran once"));
    }

    @Test
    void otherPlacesAndDoubtfulNumbersAreNotComparable() {
        var one = run("f", Validity.VALID, 100, 80, 120.0);

        assertThat(Comparison.of(List.of(one, run("g", Validity.VALID, 9, 8, 10.0)))
                        .isComparable())
                .isFalse();
        assertThat(Comparison.of(List.of(one, run("f", Validity.INVALID, 9, 8, 10.0)))
                        .isComparable())
                .isFalse();
        var empty = Comparison.of(List.of(one, RunSummary.of(Runs.run(""))));
        assertThat(empty.isComparable()).isFalse();
        assertThat(row(empty, "p99Ms").values().get(1).ratio()).isNull();
    }

    /** Rule H-03. */
    @Test
    void anOpenAndAClosedLoopOrTwoModelsAreNotComparable() {
        var one = run("f", Validity.VALID, 100, 80, 120.0);

        assertThat(Comparison.of(List.of(one.withMode("Closed"), one.withMode("Constant")))
                        .reasons())
                .anyMatch(reason -> reason.contains("open and closed loops"));
        assertThat(Comparison.of(List.of(one.withMode("Closed"), one.withMode("Burst")))
                        .isComparable())
                .isTrue();
        assertThat(Comparison.of(List.of(one, one.withModelId("acme/other"))).isComparable())
                .isFalse();
    }

    @Test
    void nothingIsDividedByZero() {
        var comparison = Comparison.of(
                List.of(run("f", Validity.VALID, 100, 80, 120.0), run("f", Validity.VALID, 50, 40, 60.0)));

        assertThat(row(comparison, "errorPercent").values().get(1).ratio()).isNull();
    }
}
