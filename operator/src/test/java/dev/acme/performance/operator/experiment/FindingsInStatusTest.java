package dev.acme.performance.operator.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.operator.experiment.plan.StatusBound;
import dev.acme.performance.operator.experiment.stats.Findings;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsInStatusTest {
    @ParameterizedTest
    @CsvSource({"32,", "33, 1 of the 33 cells of the Pareto front"})
    void aFrontThatIsTooLongIsSaidToBeCut(int cells, @Nullable String leftOut) {
        var front = IntStream.range(0, cells).mapToObj("cell-%03d"::formatted).toList();
        var findings = new Findings(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Findings.Best(null, "why"),
                front,
                List.of(),
                List.of(),
                null);

        var status = StatusBound.of(FindingsInStatus.of(PerformanceExperimentStatus.empty(), findings, Metric.P99_MS));

        assertThat(status.pareto()).hasSize(32);
        assertThat(status.leftOut()).isEqualTo(leftOut);
    }
}
