package dev.acme.performance.operator.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import io.prometheus.client.CollectorRegistry;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {
    @Test
    void labelsAreTheWordsOfTheApi() {
        var registry = new CollectorRegistry();

        new OperatorMetrics(registry)
                .ended(PerformanceRunStatus.empty().withPhase(Phase.SUCCEEDED).withVerdict(Verdict.INCONCLUSIVE));

        assertThat(registry.getSampleValue(
                        "performance_operator_attempts_ended_total",
                        new String[] {"phase", "verdict"},
                        new String[] {"Succeeded", "Inconclusive"}))
                .isEqualTo(1);
    }

    /** A series that begins with its first event hides it from {@code increase()}. */
    @Test
    void everyWayToEndIsThereFromTheStart() {
        var registry = new CollectorRegistry();

        new OperatorMetrics(registry);

        assertThat(registry.getSampleValue(
                        "performance_operator_attempts_ended_total",
                        new String[] {"phase", "verdict"},
                        new String[] {"Failed", "None"}))
                .isZero();
    }
}
