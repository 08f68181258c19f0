package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus.Capacity;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.ResultsBuilder;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.diagnosis.CapacityRule.Judged;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityRuleTest {
    private static final PerformanceRunSpec CLOSED = Runs.spec("load: {mode: Closed, durationSeconds: 60}");

    /** Seed 003: (170 / 60) * 1.5 = 4.25, so 5 workers; and where nothing is left over, none is added. */
    @ParameterizedTest
    @CsvSource({"170, 60, 5", "120, 60, 3", "60, 60, 2", "1, 60, 1", "0.3, 0.1, 5"})
    void replicasFollowTheFormula(double target, double perReplica, int expected) {
        assertThat(CapacityRule.replicas(target, perReplica)).isEqualTo(expected);
    }

    @Test
    void theRateOfAnOpenLoopIsTheTarget() {
        var spec = Runs.spec("compute: {replicas: 3}\nload: {mode: Constant, durationSeconds: 60, ratePerSecond: 180}");

        var capacity = CapacityRule.of(spec, judged(179));

        assertThat(capacity.requestsPerSecondPerReplica()).isEqualTo(60);
        assertThat(capacity.targetRequestsPerSecond()).isEqualTo(180);
        assertThat(capacity.recommendedReplicas()).isEqualTo(5);
        assertThat(capacity.explanation())
                .isEqualTo("at least: 3 replicas carried 180.00 requests/s with every objective met;"
                        + " 180.00 / 60.00 * 1.5 = 4.50, so 5 for load.ratePerSecond");
    }

    /** What was planned in the last response time of the window ends after it, and was carried all the same. */
    @ParameterizedTest
    @CsvSource({"Constant, 2, 3", "Poisson, 4, 6"})
    void whatEndsAfterTheWindowAsksForNoFurtherReplica(String mode, int replicas, int recommended) {
        var spec = Runs.spec("compute: {replicas: " + replicas + "}\nload: {mode: " + mode
                + ", durationSeconds: 60, ratePerSecond: 100}");

        assertThat(CapacityRule.of(spec, judged(99.2)).recommendedReplicas()).isEqualTo(recommended);
    }

    @Test
    void aClosedLoopsTargetIsWhatItAchieved() {
        var capacity = CapacityRule.of(CLOSED, judged(60));

        assertThat(capacity.targetRequestsPerSecond()).isEqualTo(60);
        assertThat(capacity.recommendedReplicas()).isEqualTo(2);
        assertThat(capacity.safetyFactor()).isEqualTo(1.5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        backend: lambda                                                   | function environments
        backend: external, target: t                                      | external target
        autoscaling: {minReplicas: 1, maxReplicas: 3, targetCpuPercent: 70} | autoscaler
        """)
    void targetsWithoutAKnownNumberOfReplicasShowNone(String compute, String why) {
        var spec = Runs.spec("compute: {" + compute + "}\nload: {mode: Closed, durationSeconds: 60}");

        assertNotShown(CapacityRule.of(spec, judged(60)), why);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void aBurstShowsNoRateThatLasts(int requests) {
        assertNotShown(
                CapacityRule.of(Runs.spec("load: {requestsPerClient: " + requests + "}"), judged(60)), "one wave");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PASS")
    void onlyMetObjectivesAreACapacity(Verdict verdict) {
        var run = new Judged(results(60), verdict, Validity.VALID, List.of(), false);

        assertNotShown(CapacityRule.of(CLOSED, run), "objective");
    }

    @Test
    void numbersThatDoNotHoldAreNone() {
        var saturated = List.of("Saturated: 50 of 100 requests/s");

        assertNotShown(
                CapacityRule.of(CLOSED, new Judged(results(60), Verdict.PASS, Validity.SUSPECT, saturated, false)),
                "was not reached");
        assertNotShown(
                CapacityRule.of(CLOSED, new Judged(results(60), Verdict.PASS, Validity.INVALID, List.of(), false)),
                "void");
        assertNotShown(
                CapacityRule.of(CLOSED, new Judged(results(60), Verdict.PASS, Validity.VALID, List.of(), true)),
                "drifted");
        var degraded = List.of("Degraded: 60 of 6,000 requests failed (1.00 %)");
        assertNotShown(
                CapacityRule.of(CLOSED, new Judged(results(60), Verdict.PASS, Validity.SUSPECT, degraded, false)),
                "requests failed");
        assertNotShown(CapacityRule.of(CLOSED, judged(0)), "nothing succeeded");
    }

    @Test
    void theManifestKeepsWhatTheRateNeedsAndScalesBeforeTheReserveIsUsed() {
        var capacity = CapacityRule.of(CLOSED, judged(60));

        var manifest =
                AutoscalerManifest.of("id-1", capacity, OptionalDouble.of(90)).orElseThrow();

        assertThat(manifest.getApiVersion()).isEqualTo("autoscaling/v2");
        assertThat(manifest.getSpec().getMinReplicas()).isEqualTo(2);
        assertThat(manifest.getSpec().getMaxReplicas()).isEqualTo(4);
        assertThat(utilization(capacity, OptionalDouble.of(90))).isEqualTo(60);
        assertThat(utilization(capacity, OptionalDouble.empty())).isEqualTo(67);
        assertThat(utilization(capacity, OptionalDouble.of(130))).isEqualTo(67);
        assertThat(manifest.getMetadata().getAnnotations()).containsEntry("performance.acme.dev/run-id", "id-1");
    }

    @Test
    void withoutCapacityThereIsNoManifest() {
        assertThat(AutoscalerManifest.of("id", CapacityRule.of(Runs.spec(""), judged(60)), OptionalDouble.empty()))
                .isEmpty();
    }

    private static int utilization(Capacity capacity, OptionalDouble cpuPercent) {
        return AutoscalerManifest.of("id", capacity, cpuPercent)
                .orElseThrow()
                .getSpec()
                .getMetrics()
                .getFirst()
                .getResource()
                .getTarget()
                .getAverageUtilization();
    }

    private static void assertNotShown(Capacity capacity, String why) {
        assertThat(capacity.explanation()).startsWith("not shown: ").contains(why);
        assertThat(capacity).isEqualTo(new Capacity(null, null, 1.5, null, capacity.explanation()));
    }

    private static Judged judged(double rate) {
        return new Judged(results(rate), Verdict.PASS, Validity.VALID, List.of(), false);
    }

    private static Results results(double rate) {
        return ResultsBuilder.builder()
                .succeeded(100)
                .throughput(new Results.Throughput(rate, 0, 0))
                .build();
    }
}
