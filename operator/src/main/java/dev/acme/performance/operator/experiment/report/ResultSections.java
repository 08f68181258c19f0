package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.operator.experiment.report.Document.Section;
import dev.acme.performance.operator.experiment.stats.AaPair;
import dev.acme.performance.operator.experiment.stats.CellSummary;
import dev.acme.performance.operator.experiment.stats.Comparison;
import dev.acme.performance.operator.experiment.stats.Direction;
import dev.acme.performance.operator.experiment.stats.Estimate;
import dev.acme.performance.operator.experiment.stats.Findings;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The numbers: the baseline, every cell, and each against the baseline. */
final class ResultSections {
    private static final List<Metric> BASELINE = List.of(
            Metric.REQUESTS_PER_SECOND,
            Metric.BYTES_PER_SECOND,
            Metric.MEAN_MS,
            Metric.MEDIAN_MS,
            Metric.P90_MS,
            Metric.P95_MS,
            Metric.P99_MS,
            Metric.P999_MS,
            Metric.MAX_MS,
            Metric.SUCCESS_PERCENT);

    private final ExperimentReport report;
    private final Findings findings;

    ResultSections(ExperimentReport report) {
        this.report = report;
        this.findings = report.findings();
    }

    List<Section> sections() {
        return Reports.present(List.of(baseline(), Optional.of(cells()), comparisons()));
    }

    private Optional<Section> baseline() {
        return findings.cell(report.design().baseline())
                .map(cell -> new Section(
                        "Baseline: " + cell.id(),
                        List.of(Rows.table(
                                List.of(
                                        "Metric",
                                        "#Mean over runs",
                                        "#95 % interval".replace("95", confidence()),
                                        "#CV %",
                                        "#Runs"),
                                BASELINE.stream()
                                        .flatMap(metric -> cell
                                                .estimate(metric)
                                                .map(estimate -> Rows.plain(
                                                        Wording.name(metric),
                                                        Wording.mean(metric, estimate),
                                                        Wording.interval(metric, estimate),
                                                        cv(estimate),
                                                        Integer.toString(estimate.runs())))
                                                .stream())
                                        .toList()))));
    }

    private String confidence() {
        return Wording.number(report.design().confidencePercent());
    }

    private static String cv(Estimate estimate) {
        return Optional.ofNullable(estimate.cv()).map(cv -> Plain.number(cv, 1)).orElse(Rows.NOTHING);
    }

    private Section cells() {
        var blocks = new ArrayList<Block>();
        var headers = new ArrayList<>(List.of("Cell", "#Runs"));
        shown().forEach(metric -> headers.add("#" + Wording.name(metric)));
        headers.addAll(List.of(
                "#%s interval".formatted(Wording.name(report.design().objective())),
                "#CV %",
                "#" + currency() + "/1,000",
                "Verdict"));
        var aa = findings.aa();
        blocks.add(Rows.table(
                headers,
                Stream.concat(findings.cells().stream(), Stream.ofNullable(aa).map(AaPair::again))
                        .map(this::row)
                        .toList()));
        blocks.add(new Block.Text(
                "Means over fresh runs, geometric, each with as many digits as its interval carries. Runs: those that count of"
                        + " those that were planned. CV: of the objective. The marked row is the "
                        + (findings.best().cell() == null ? "baseline." : "winner.")));
        if (Walk.isOne(report)) {
            blocks.add(new Block.Text(
                    "Not to be compared with one another: a walk measures its cells at different times. What was compared stands"
                            + " under \"What was tried\" and, for the whole walk, under \"Against the baseline\"."));
        }
        var objective = report.design().objective();
        var marks = findings.cells().stream()
                .flatMap(
                        cell -> cell.estimate(objective).stream().map(estimate -> mark(objective, cell.id(), estimate)))
                .toList();
        if (!marks.isEmpty()) {
            blocks.add(new Block.Figure(
                    "%s of every cell: mean and %s %% interval over fresh runs"
                            .formatted(Wording.name(objective), confidence()),
                    new Chart.Intervals(Wording.name(objective), Double.NaN, 0, 0, marks)));
        }
        return new Section("All cells", blocks);
    }

    private Chart.Mark mark(Metric metric, String cell, Estimate estimate) {
        double mean = Wording.shown(metric, estimate.mean());
        return new Chart.Mark(
                cell,
                mean,
                Optional.ofNullable(estimate.low())
                        .map(low -> Wording.shown(metric, low))
                        .orElse(mean),
                Optional.ofNullable(estimate.high())
                        .map(high -> Wording.shown(metric, high))
                        .orElse(mean),
                isMarked(cell));
    }

    private boolean isMarked(String cell) {
        return Objects.requireNonNullElse(
                        findings.best().cell(), report.design().baseline())
                .equals(cell);
    }

    private Block.Row row(CellSummary cell) {
        var cost = cell.cost();
        var objective = cell.estimate(report.design().objective());
        var row = new ArrayList<>(List.of(cell.id(), cell.runs() + "/" + cell.planned()));
        shown().forEach(metric -> row.add(mean(cell, metric)));
        row.add(objective
                .map(it -> Wording.interval(report.design().objective(), it))
                .orElse(Rows.NOTHING));
        row.add(objective.map(ResultSections::cv).orElse(Rows.NOTHING));
        row.add(cost == null ? Rows.NOTHING : Wording.number(cost.usdPer1000()));
        row.add(cell.verdict().toString());
        return Rows.row(isMarked(cell.id()), row);
    }

    private List<Metric> shown() {
        return Shown.with(report.design().objective());
    }

    private static String mean(CellSummary cell, Metric metric) {
        Double success = cell.successPercent();
        return metric == Metric.SUCCESS_PERCENT
                ? success == null ? Rows.NOTHING : Plain.number(success, 2)
                : cell.estimate(metric).map(it -> Wording.mean(metric, it)).orElse(Rows.NOTHING);
    }

    private String currency() {
        return findings.cells().stream()
                .map(CellSummary::cost)
                .filter(Objects::nonNull)
                .map(RunCost::currency)
                .findFirst()
                .orElse("USD");
    }

    private Optional<Section> comparisons() {
        var metrics = Stream.concat(Stream.of(report.design().objective()), Direction.HEADLINES.stream())
                .distinct()
                .toList();
        var blocks = new ArrayList<Block>();
        if (Walk.isOne(report) && !findings.comparisons().isEmpty()) {
            blocks.add(
                    new Block.Text("By the runs alone that measured both ends of the walk anew after its last step."));
        }
        for (var metric : metrics) {
            var compared = findings.comparisons().stream()
                    .filter(one -> one.metric() == metric)
                    .toList();
            if (!compared.isEmpty()) {
                blocks.addAll(comparison(metric, compared));
            }
        }
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Section("Against the baseline " + report.design().baseline(), blocks));
    }

    private List<Block> comparison(Metric metric, List<Comparison> compared) {
        var table = Rows.table(
                List.of(
                        "Cell",
                        "#" + Wording.name(metric),
                        "#Baseline",
                        "#Ratio (interval)",
                        "#n",
                        "#p (Holm)",
                        "#Detectable %",
                        "Significant"),
                compared.stream()
                        .map(one -> Rows.row(
                                one.significant(),
                                one.cell(),
                                Wording.mean(one, one.mean()),
                                Wording.mean(one, one.versusMean()),
                                Wording.ratio(one.ratio(), one.low(), one.high()),
                                Integer.toString(one.pairs()),
                                Wording.p(one.adjustedP()),
                                Plain.number(one.detectablePercent(), 1),
                                claim(one)))
                        .toList());
        if (metric != report.design().objective()) {
            return List.of(new Block.Text(Wording.name(metric) + ", exploratory:"), table);
        }
        double floor = 1 + report.design().minEffectPercent() / 100;
        return List.of(
                new Block.Text(Wording.name(metric) + ", the objective:"),
                table,
                new Block.Figure(
                        "Ratios of %s to the baseline; the grey band holds differences that are too small to count"
                                .formatted(Wording.name(metric)),
                        new Chart.Intervals(
                                "ratio to " + report.design().baseline(),
                                1,
                                1 / floor,
                                floor,
                                compared.stream()
                                        .map(one -> new Chart.Mark(
                                                one.cell(), one.ratio(), one.low(), one.high(), one.significant()))
                                        .toList())));
    }

    private String claim(Comparison one) {
        if (one.metric() != report.design().objective()) {
            return Shown.EXPLORATORY;
        }
        if (findings.isDoubted()) {
            return Shown.WITHHELD;
        }
        return one.significant() ? better(one) : "no";
    }

    private static String better(Comparison one) {
        return Direction.of(one.metric()).isBetter(one.mean(), one.versusMean()) ? "better" : "worse";
    }
}
