package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.experiment.stats.Analysis;
import dev.acme.performance.operator.experiment.stats.Design;
import dev.acme.performance.operator.experiment.stats.Design.PlannedCell;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A program of its own, so that its heap can be bounded: the largest experiment there is, from runs to all three reports. */
public final class LargeReport {
    static final int CELLS = 256;
    static final int REPEATS = 5;
    private static final int[] LEVELS = {4, 4, 2, 2, 2, 2};

    private LargeReport() {}

    /** Prints how long each form is. */
    public static void main(String[] arguments) {
        var report = of(REPEATS);
        System.out.println(
                report.findings().cells().size() + " cells, " + report.runs().size() + " runs, "
                        + report.findings().comparisons().size() + " comparisons");
        System.out.println("markdown " + Reports.markdown(report).length());
        System.out.println("html " + Reports.html(report).length());
        System.out.println("json " + Reports.json(report).length());
    }

    /** Of all cells, each measured so often. */
    public static ExperimentReport of(int repeats) {
        return of(CELLS, repeats);
    }

    /** Of the first {@code count} cells. */
    public static ExperimentReport of(int count, int repeats) {
        var cells = new ArrayList<PlannedCell>();
        for (int number = 0; number < count; number++) {
            var assignments = new LinkedHashMap<String, String>();
            int rest = number;
            for (int factor = 0; factor < LEVELS.length; factor++) {
                assignments.put("factor-" + factor, "value-" + rest % LEVELS[factor]);
                rest /= LEVELS[factor];
            }
            cells.add(new PlannedCell("cell-" + number, assignments, null));
        }
        var design = new Design(cells, "cell-0", repeats, Metric.P99_MS, 95, 5, null);
        var runs = runs(count, repeats, new Random(1));
        var findings = Analysis.of(design, runs);
        return new ExperimentReport(
                "bench/large",
                "",
                List.of(),
                List.of(),
                List.of(),
                design,
                findings,
                runs,
                List.of(),
                List.of(),
                List.of());
    }

    private static List<RunFigures> runs(int count, int repeats, Random random) {
        var runs = new ArrayList<RunFigures>();
        for (int block = 0; block < repeats; block++) {
            for (int cell = 0; cell < count; cell++) {
                double p99 = (100 + cell % 16) * Math.exp(0.03 * random.nextGaussian());
                runs.add(new RunFigures(
                        "large-" + cell + "-" + block,
                        "cell-" + cell,
                        block,
                        block,
                        Phase.SUCCEEDED,
                        Verdict.PASS,
                        Validity.VALID,
                        List.of(),
                        Map.of(
                                Metric.P99_MS, p99,
                                Metric.MEAN_MS, p99 / 2,
                                Metric.MEDIAN_MS, p99 / 2.1,
                                Metric.REQUESTS_PER_SECOND, 1e5 / p99,
                                Metric.BYTES_PER_SECOND, 1e9 / p99,
                                Metric.SUCCESS_PERCENT, 100.0),
                        1_000,
                        0,
                        null,
                        null,
                        new Bottleneck(
                                "threads", 60, List.of("queue 12 ms of 20 ms"), "set pools.threads to 200", null),
                        new RunCost(
                                0.004,
                                "USD",
                                "2026-09-20",
                                List.of(new RunCost.Item("fargate", 0.004)),
                                List.of("NAT gateway")),
                        "same"));
            }
        }
        return runs;
    }
}
