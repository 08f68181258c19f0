package dev.acme.performance.operator.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.operator.experiment.stats.Analysis;
import dev.acme.performance.operator.experiment.stats.Design;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** H-12 in the report: the pair is shown with both numbers, CV and the smallest difference; where it differs nothing is claimed. */
final class AaReportTest {
    @Test
    void aPairThatAgreesIsShownWithWhatItCanTell() {
        String report = report("ecs-again", 100);

        assertThat(report)
                .contains("A/A pair | ecs once more, as ecs-again, in every block")
                .contains("## The same cell twice (A/A)")
                .containsPattern("smallest difference that can be told: [0-9.]+ %, no smaller one is claimed")
                .containsPattern(
                        "\\| p99 ms \\| [0-9.]+ \\| [0-9.]+ \\| 1?0?\\.[0-9]+ \\([0-9.]+ to [0-9.]+\\) \\| 5 \\| [0-9.]+ \\|"
                                + " [0-9.]+, [0-9.]+ \\| agrees \\|")
                .containsPattern("\\| ecs-again \\| 5/5 \\|")
                .contains("lambda is worse than ecs in p99 ms");
    }

    @Test
    void whereItDiffersNoCellIsCalledBetterOrWorse() {
        String report = report("ecs-again", 130);

        assertThat(report)
                .contains("Withheld: the same cell against itself differs by")
                .contains("Nothing is claimed: the same cell against itself differs by")
                .contains("| withheld |")
                .contains("**differs**")
                .doesNotContain("is worse than")
                .doesNotContain("is better than")
                .doesNotContain("| better |")
                .doesNotContain("| worse |")
                .doesNotContain("Cells that differ significantly")
                .doesNotContain("**yes**");
    }

    @Test
    void whereThereIsNoneThatIsSaid() {
        assertThat(report(null, 0))
                .contains("A/A pair | none: nobody looked whether the same cell differs from itself")
                .doesNotContain("The same cell twice");
    }

    private static String report(@Nullable String again, double level) {
        var cells = List.of(
                new Design.PlannedCell("ecs", Map.of("compute", "ecs"), null),
                new Design.PlannedCell("lambda", Map.of("compute", "lambda"), null));
        var design = new Design(cells, "ecs", 5, Metric.P99_MS, 95, 5, null, again);
        var random = new Random(3);
        var runs = IntStream.range(0, 5)
                .boxed()
                .flatMap(block -> Stream.concat(
                        Stream.of(run("ecs", block, 100, random), run("lambda", block, 150, random)),
                        Stream.ofNullable(again).map(id -> run(id, block, level, random))))
                .toList();
        return Reports.markdown(new ExperimentReport(
                "bench/aa",
                "",
                List.of(),
                List.of(),
                List.of(),
                design,
                Analysis.of(design, runs),
                runs,
                List.of(),
                List.of(),
                List.of()));
    }

    private static RunFigures run(String cell, int block, double level, Random random) {
        double p99 = level * Math.exp(0.01 * random.nextGaussian());
        return SampleReport.measured(
                cell,
                block,
                Map.of(
                        Metric.P99_MS, p99,
                        Metric.MEAN_MS, p99 / 2,
                        Metric.MEDIAN_MS, p99 / 2.1,
                        Metric.REQUESTS_PER_SECOND, 1e5 / p99,
                        Metric.SUCCESS_PERCENT, 100.0));
    }
}
