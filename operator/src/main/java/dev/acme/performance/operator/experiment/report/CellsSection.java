package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.operator.experiment.report.Document.Section;
import dev.acme.performance.operator.experiment.stats.AaPair;
import dev.acme.performance.operator.experiment.stats.CellSummary;
import dev.acme.performance.operator.experiment.stats.Estimate;
import dev.acme.performance.operator.experiment.stats.Findings;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each cell measured, the winner marked; in a table, and as a picture of the objective. */
final class CellsSection {
    private final ExperimentReport report;
    private final Findings findings;

    CellsSection(ExperimentReport report) {
        this.report = report;
        this.findings = report.findings();
    }

    Section section() {
        var blocks = new ArrayList<Block>();
        blocks.add(table());
        blocks.add(new Block.Text(
                "Means over fresh runs, geometric, each with as many digits as its interval carries. Runs: those that count of"
                        + " those that were planned. CV: of the objective. The marked row is the "
                        + (findings.best().cell() == null ? "baseline." : "winner.")
                        + (hasObjectives() ? " Objectives met: in how many of the runs that count." : "")));
        if (Walk.isOne(report)) {
            blocks.add(new Block.Text(
                    "Not to be compared with one another: a walk measures its cells at different times. What was compared stands"
                            + " under \"What was tried\" and, for the whole walk, under \"Against the baseline\"."));
        }
        figure().ifPresent(blocks::add);
        return new Section("All cells", blocks);
    }

    private Block.Table table() {
        var headers = new ArrayList<>(List.of("Cell", "#Runs"));
        shown().forEach(metric -> headers.add("#" + Wording.name(metric)));
        headers.addAll(List.of(
                "#%s interval".formatted(Wording.name(report.design().objective())),
                "#CV %",
                "#" + currency() + "/1,000",
                "Verdict"));
        if (hasObjectives()) {
            headers.add("Objectives met");
        }
        return Rows.table(
                headers,
                Stream.concat(
                                findings.cells().stream(),
                                Stream.ofNullable(findings.aa()).map(AaPair::again))
                        .map(this::row)
                        .toList());
    }

    private Optional<Block.Figure> figure() {
        var objective = report.design().objective();
        var marks = findings.cells().stream()
                .flatMap(
                        cell -> cell.estimate(objective).stream().map(estimate -> mark(objective, cell.id(), estimate)))
                .toList();
        return marks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Figure(
                        "%s of every cell: mean and %s %% interval over fresh runs"
                                .formatted(
                                        Wording.name(objective),
                                        Wording.number(report.design().confidencePercent())),
                        new Chart.Intervals(Wording.name(objective), Double.NaN, 0, 0, marks)));
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
        row.add(objective.map(Rows::cv).orElse(Rows.NOTHING));
        row.add(cost == null ? Rows.NOTHING : Wording.number(cost.usdPer1000()));
        row.add(cell.verdict().toString());
        if (hasObjectives()) {
            row.add(objectives(cell));
        }
        return Rows.row(isMarked(cell.id()), row);
    }

    private boolean hasObjectives() {
        return findings.cells().stream().anyMatch(cell -> !cell.objectives().isEmpty());
    }

    private static String objectives(CellSummary cell) {
        return cell.objectives().isEmpty()
                ? Rows.NOTHING
                : cell.objectives().stream()
                        .map(one -> "%s %d/%d".formatted(one.name(), one.met(), one.runs()))
                        .collect(Collectors.joining(", "));
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
}
