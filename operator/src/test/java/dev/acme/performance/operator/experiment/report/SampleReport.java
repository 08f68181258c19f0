package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.PerformanceRunStatus.Bottleneck;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.cost.CostLine;
import dev.acme.performance.operator.cost.PriceReader;
import dev.acme.performance.operator.experiment.cost.BreakEven;
import dev.acme.performance.operator.experiment.report.ExperimentReport.Fact;
import dev.acme.performance.operator.experiment.stats.Analysis;
import dev.acme.performance.operator.experiment.stats.Design;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The comparison of seed 002 with invented numbers: ecs and lambda by s3 and rds, one run failed, one is invalid, one cell is impossible. */
final class SampleReport {
    private static final int REPEATS = 5;

    private SampleReport() {}

    static ExperimentReport of(String name) {
        var cells = new ArrayList<Design.PlannedCell>();
        for (String compute : List.of("ecs", "lambda")) {
            for (String storage : List.of("s3", "rds")) {
                var assignments = new LinkedHashMap<String, String>();
                assignments.put("compute", compute);
                assignments.put("storage", storage);
                cells.add(new Design.PlannedCell(compute + "-" + storage, assignments, null));
            }
        }
        cells.add(new Design.PlannedCell(
                "lambda-s3-provisioned",
                Map.of("compute", "lambda", "storage", "s3"),
                "provisionedConcurrency must not be greater than maxConcurrency"));
        var design = new Design(cells, "ecs-s3", REPEATS, Metric.P99_MS, 95, 5, new Design.CapacityGoal(170, 1.5));
        var runs = runs(new Random(1));
        var findings = Analysis.of(design, runs);
        return new ExperimentReport(
                name,
                "2026-11-20T10:00:00Z to 2026-11-20T11:12:31Z",
                List.of(
                        new Fact("strategy", "Grid"),
                        new Fact("order", "RandomizedBlocks, seed 1"),
                        new Fact("load", "Burst, 100 clients, 1 request each"),
                        new Fact("model", "arnir0/Tiny-LLM, 24.8 MB; 500 in the registry")),
                List.of(new Fact("Kubernetes", "v1.34.1"), new Fact("CPU", "a processor, 2 cores")),
                List.of("lambda is the function host: cold starts and concurrency are modelled, AWS's network is not"),
                design,
                findings,
                runs,
                List.of(new ExperimentReport.Tried(
                        "template",
                        "threads-100",
                        "pools.threads 1 → 100",
                        "threads",
                        true,
                        "p99 ratio 0.21 (0.19 to 0.23), n = 3")),
                BreakEven.among(design, runs, List.of()),
                PriceFacts.of(PriceReader.standard(), LocalDate.of(2026, 11, 22)));
    }

    private static List<RunFigures> runs(Random random) {
        var levels = Map.of("ecs-s3", 820.0, "ecs-rds", 910.0, "lambda-s3", 1_730.0, "lambda-rds", 1_700.0);
        var runs = new ArrayList<RunFigures>();
        for (int block = 0; block < REPEATS; block++) {
            double machine = Math.exp(0.05 * random.nextGaussian());
            for (String cell : List.of("ecs-s3", "ecs-rds", "lambda-s3", "lambda-rds")) {
                double p99 = levels.getOrDefault(cell, 1.0) * machine * Math.exp(0.02 * random.nextGaussian());
                runs.add(run(cell, block, p99));
            }
        }
        runs.set(5, broken(runs.get(5), Phase.FAILED, null, "ImagePullFailed: no such image"));
        runs.set(
                10,
                broken(runs.get(10), Phase.SUCCEEDED, Validity.INVALID, "ClientSaturated: 84 % of its processor time"));
        return runs;
    }

    private static RunFigures run(String cell, int block, double p99) {
        boolean isLambda = cell.startsWith("lambda");
        double rate = 1e5 / p99;
        var items = isLambda
                ? List.of(
                        new RunCost.Item(CostLine.LAMBDA_REQUESTS, 0.0002),
                        new RunCost.Item(CostLine.LAMBDA_COMPUTE, 0.0288 * p99 / 1_000),
                        new RunCost.Item(CostLine.LAMBDA_STREAMING, 0.150672))
                : List.of(new RunCost.Item(CostLine.FARGATE, 0.04937 / 3.6 / rate));
        return new RunFigures(
                cell + "-" + block,
                cell,
                block,
                block,
                Phase.SUCCEEDED,
                Verdict.PASS,
                Validity.VALID,
                List.of(),
                Map.of(
                        Metric.P99_MS,
                        p99,
                        Metric.MEAN_MS,
                        p99 / 1.4,
                        Metric.MEDIAN_MS,
                        p99 / 1.35,
                        Metric.P95_MS,
                        p99 / 1.05,
                        Metric.REQUESTS_PER_SECOND,
                        rate,
                        Metric.BYTES_PER_SECOND,
                        rate * 24_834_009,
                        Metric.SUCCESS_PERCENT,
                        100.0),
                100,
                isLambda ? 12 : 0,
                isLambda ? Double.valueOf(3_320) : null,
                60.0,
                new Bottleneck(
                        isLambda ? "cold-starts" : "service-cpu",
                        62,
                        List.of("processor 97 % of its limit", "queue 1 ms"),
                        isLambda ? "set compute.lambda.provisionedConcurrency to 100" : "set compute.cpu to 2",
                        null),
                new RunCost(
                        items.stream().mapToDouble(RunCost.Item::usdPer1000).sum(),
                        "USD",
                        "2026-09-20",
                        items,
                        List.of("load balancer", "NAT gateway")),
                "same");
    }

    /** A run of which nothing but its numbers is known. */
    static RunFigures measured(String cell, int block, Map<Metric, Double> values) {
        return new RunFigures(
                cell + "-" + block,
                cell,
                block,
                block,
                Phase.SUCCEEDED,
                Verdict.NONE,
                Validity.VALID,
                List.of(),
                values,
                1_000,
                0,
                null,
                null,
                null,
                null,
                "same");
    }

    private static RunFigures broken(RunFigures run, Phase phase, @Nullable Validity validity, String why) {
        return new RunFigures(
                run.run(),
                run.cell(),
                run.repeat(),
                run.block(),
                phase,
                Verdict.INCONCLUSIVE,
                validity,
                List.of(why),
                validity == null ? Map.of() : run.values(),
                100,
                0,
                null,
                null,
                null,
                null,
                "same");
    }
}
