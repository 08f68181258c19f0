package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.operator.experiment.report.Document.Section;
import dev.acme.performance.operator.experiment.stats.AaPair;
import dev.acme.performance.operator.experiment.stats.RunFigures;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What cannot be trusted, was not measured or not compared, and every single run (H-15). */
final class DoubtSections {
    private final ExperimentReport report;

    DoubtSections(ExperimentReport report) {
        this.report = report;
    }

    List<Section> sections() {
        return List.of(doubts(), runs(), method());
    }

    private Section doubts() {
        var findings = report.findings();
        var blocks = new ArrayList<Block>();
        var aa = findings.aa();
        var cells = Stream.concat(
                        findings.cells().stream(), Stream.ofNullable(aa).map(AaPair::again))
                .filter(cell -> cell.runs() < cell.planned() || cell.planned() == 0 || cell.suspect() > 0)
                .map(cell -> Rows.plain(
                        cell.id(),
                        cell.planned() == 0 ? "skipped" : cell.runs() + "/" + cell.planned(),
                        Integer.toString(cell.failed()),
                        Integer.toString(cell.invalid()),
                        Integer.toString(cell.suspect()),
                        String.join("; ", cell.reasons())))
                .toList();
        if (!cells.isEmpty()) {
            blocks.add(Rows.table(List.of("Cell", "Runs that count", "#Failed", "#Invalid", "#Suspect", "Why"), cells));
        }
        if (!findings.refused().isEmpty()) {
            blocks.add(new Block.Text("Not compared:"));
            blocks.add(Rows.table(
                    List.of("Cell", "Why"),
                    findings.refused().stream()
                            .map(one -> Rows.plain(one.cell(), one.why()))
                            .toList()));
        }
        if (!findings.changes().isEmpty()) {
            blocks.add(new Block.Text(
                    "The level changed while these cells were measured, so that their mean stands for no part of"
                            + " it. Look at what else happened there at that time:"));
            blocks.add(ChangeRows.of(findings.changes()));
        }
        if (blocks.isEmpty()) {
            blocks.add(new Block.Text("Nothing: every planned run happened, is valid, and was compared."));
        }
        return new Section("Skipped, failed, invalid, doubted", blocks);
    }

    private Section runs() {
        var headers = new ArrayList<>(List.of("Run", "Cell", "#Block", "Phase", "Validity"));
        shown().forEach(metric -> headers.add("#" + Wording.name(metric)));
        boolean anyCold = report.runs().stream().anyMatch(run -> run.coldStarts() > 0);
        if (anyCold) {
            headers.addAll(List.of("#Cold starts", "#Cold p99 ms"));
        }
        headers.add("Remarks");
        return new Section(
                "Every run",
                List.of(Rows.table(
                        headers,
                        report.runs().stream().map(run -> row(run, anyCold)).toList())));
    }

    private Block.Row row(RunFigures run, boolean anyCold) {
        var cells = new ArrayList<>(List.of(
                run.run(),
                run.cell(),
                run.block() == RunFigures.NO_BLOCK ? Rows.NOTHING : Integer.toString(run.block() + 1),
                word(run.phase().name()),
                Optional.ofNullable(run.validity()).map(one -> word(one.name())).orElse(Rows.NOTHING)));
        for (var metric : shown()) {
            var value = run.value(metric);
            cells.add(value.isPresent() ? Plain.number(Wording.shown(metric, value.getAsDouble()), 2) : Rows.NOTHING);
        }
        if (anyCold) {
            cells.add(Long.toString(run.coldStarts()));
            cells.add(Optional.ofNullable(run.coldP99Ms())
                    .map(p99 -> Plain.number(p99, 2))
                    .orElse(Rows.NOTHING));
        }
        cells.add(String.join("; ", run.reasons()));
        return new Block.Row(List.copyOf(cells), false);
    }

    private List<Metric> shown() {
        return Shown.with(report.design().objective());
    }

    private static String word(String constant) {
        return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
    }

    private Section method() {
        boolean blocked = report.runs().stream().noneMatch(run -> run.block() == RunFigures.NO_BLOCK);
        String compared = blocked
                ? "Comparisons: Student's t of the differences of logarithms within blocks, the error from all cells unless a pair is"
                        + " noisier than they are."
                : "Comparisons: Welch's t of logarithms, without blocks: a machine that changes meanwhile passes for a"
                        + " difference.";
        return new Section(
                "How this was computed",
                List.of(new Block.Bullets(List.of(
                        "A run is one number of each metric; intervals are between fresh runs, Student's t on logarithms.",
                        compared,
                        "p: two-sided, corrected by Holm over all comparisons of one metric. Intervals are not corrected.",
                        "Significant: in the objective, p below the level and a difference of at least the floor. Other metrics are"
                                + " exploratory: each of them would be a further chance to be wrong.",
                        "Claimed from: no smaller difference is called significant: the largest of floor, half of the interval, and what"
                                + " the baseline differs from itself without being told from it. Of many comparisons Holm asks for more.",
                        "Found from: the smallest true difference that such a comparison finds four times of five.",
                        "Baseline against itself (A/A): as any two cells. Where it differs nothing is claimed; and nothing is that is"
                                + " smaller than what it tells from none.",
                        "Invalid and failed runs are shown and never taken into a mean; suspect ones are shown and are.",
                        "Changes of level: looked for in the order of the runs, where a cell has 8 or more that count.",
                        "Every method with its source: docs/statistics.md; how to read a report: docs/report.md."))));
    }
}
