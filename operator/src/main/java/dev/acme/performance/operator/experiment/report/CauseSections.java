package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.operator.experiment.cost.BreakEven;
import dev.acme.performance.operator.experiment.report.Document.Section;
import dev.acme.performance.operator.experiment.stats.CellSummary;
import dev.acme.performance.operator.experiment.stats.Findings;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What holds each cell back, what was tried against it, what it costs, and which cells are worth a choice. */
final class CauseSections {
    private final ExperimentReport report;
    private final Findings findings;

    CauseSections(ExperimentReport report) {
        this.report = report;
        this.findings = report.findings();
    }

    List<Section> sections() {
        return Reports.present(List.of(bottlenecks(), path(), cost(), pareto()));
    }

    private Optional<Section> bottlenecks() {
        var rows = findings.cells().stream()
                .flatMap(cell -> Optional.ofNullable(cell.bottleneck()).stream()
                        .map(held -> Rows.plain(
                                cell.id(),
                                held.component(),
                                held.runs() + "/" + cell.runs(),
                                Plain.number(held.sharePercent(), 0),
                                String.join("; ", held.evidence()),
                                held.advice())))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "Bottlenecks",
                        List.of(Rows.table(
                                List.of("Cell", "Held back by", "#In runs", "#Share %", "Evidence", "Advice"), rows))));
    }

    private Optional<Section> path() {
        var rows = report.path().stream()
                .map(step -> Rows.row(
                        step.kept(),
                        step.from(),
                        step.bottleneck(),
                        step.change(),
                        step.to(),
                        step.kept() ? "kept" : "dropped",
                        step.why()))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "What was tried, and what it brought",
                        List.of(Rows.table(
                                List.of("From", "Held back by", "Change", "To", "Outcome", "Numbers"), rows))));
    }

    private Optional<Section> cost() {
        var priced =
                findings.cells().stream().filter(cell -> cell.cost() != null).toList();
        if (priced.isEmpty()) {
            return Optional.empty();
        }
        var names = costs(priced).stream()
                .flatMap(cost -> cost.items().stream().map(RunCost.Item::name))
                .distinct()
                .toList();
        var headers = new ArrayList<>(List.of("Cell", "#Sum"));
        names.forEach(name -> headers.add("#" + name));
        var blocks = new ArrayList<Block>();
        blocks.add(Rows.table(
                headers, priced.stream().map(cell -> row(cell, names)).toList()));
        var first = costs(priced).getFirst();
        blocks.add(new Block.Text(
                "%s for 1,000 downloads, by prices of %s, had AWS taken as long as was measured here. What runs by the hour, tasks and databases, is shared by the measured rate, as if it lasted all the time: at half the rate a download costs twice as much of it."
                        .formatted(first.currency(), first.asOf())));
        if (!report.prices().isEmpty()) {
            blocks.add(Rows.facts(report.prices()));
        }
        var leftOut = costs(priced).stream()
                .flatMap(cost -> cost.leftOut().stream())
                .distinct()
                .toList();
        if (!leftOut.isEmpty()) {
            blocks.add(new Block.Text("Left out, though they cost money: " + String.join(", ", leftOut) + "."));
        }
        if (!report.breakEvens().isEmpty()) {
            blocks.add(breakEvens());
            blocks.add(new Block.Text(
                    "Below the break-even rate functions are cheaper, above it the always-warm service. Storage and metadata,"
                            + " which both pay, do not count. A rate beyond what was carried needs more replicas."));
        }
        return Optional.of(new Section("Cost", blocks));
    }

    private static List<RunCost> costs(List<CellSummary> cells) {
        return cells.stream().map(CellSummary::cost).filter(Objects::nonNull).toList();
    }

    private static Block.Row row(CellSummary cell, List<String> names) {
        var cost = cell.cost();
        if (cost == null) {
            return Rows.plain(cell.id(), Rows.NOTHING);
        }
        return Rows.row(
                false,
                List.of(cell.id(), Wording.number(cost.usdPer1000())),
                names.stream()
                        .map(name -> cost.items().stream()
                                .filter(item -> item.name().equals(name))
                                .findFirst()
                                .map(item -> Wording.number(item.usdPer1000()))
                                .orElse(Rows.NOTHING))
                        .toArray(String[]::new));
    }

    private Block breakEvens() {
        return Rows.table(
                List.of(
                        "Always warm",
                        "Functions",
                        "#Per hour",
                        "#Per 1,000",
                        "#Break-even, downloads/s",
                        "#By single runs",
                        "#n",
                        "#Carried/s",
                        "#Cold %"),
                report.breakEvens().stream()
                        .map((BreakEven one) -> Rows.plain(
                                one.ecsCell(),
                                one.lambdaCell(),
                                Wording.number(one.fargateUsdPerHour()),
                                Wording.number(one.lambdaUsdPer1000()),
                                Wording.number(one.downloadsPerSecond()),
                                "%s to %s".formatted(Wording.number(one.lowest()), Wording.number(one.highest())),
                                "%d, %d".formatted(one.ecsRuns(), one.lambdaRuns()),
                                Wording.number(one.carriedPerSecond()),
                                Wording.number(one.coldPercent())))
                        .toList());
    }

    private Optional<Section> pareto() {
        if (findings.pareto().isEmpty()) {
            return Optional.empty();
        }
        var points = findings.cells().stream()
                .flatMap(cell -> cell
                        .estimate(Metric.REQUESTS_PER_SECOND)
                        .flatMap(rate -> cell.estimate(Metric.P99_MS)
                                .map(p99 -> new Chart.Point(
                                        cell.id(),
                                        rate.mean(),
                                        p99.mean(),
                                        findings.pareto().contains(cell.id()))))
                        .stream())
                .toList();
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Bullets(findings.pareto()));
        blocks.add(
                new Block.Text(
                        "No other cell is at least as good as one of these in throughput, p99, the objective and, where all are priced,"
                                + " cost, and better in one of them. By the means: a cell just behind may as well stand here."));
        if (!points.isEmpty()) {
            blocks.add(new Block.Figure(
                    "Throughput and p99 of every cell; filled points are not beaten by any other",
                    new Chart.Points(Wording.name(Metric.REQUESTS_PER_SECOND), Wording.name(Metric.P99_MS), points)));
        }
        return Optional.of(new Section("Worth a choice (Pareto front)", blocks));
    }
}
