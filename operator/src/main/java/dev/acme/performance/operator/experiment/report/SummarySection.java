package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.operator.experiment.cost.BreakEven;
import dev.acme.performance.operator.experiment.report.Document.Section;
import dev.acme.performance.operator.experiment.stats.AaPair;
import dev.acme.performance.operator.experiment.stats.Comparison;
import dev.acme.performance.operator.experiment.stats.Direction;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a reader who stops here should know: the winner or why there is none, what differs, what to do. */
final class SummarySection {
    private static final int MOST_DIFFERENCES = 6;
    private static final int MOST_BREAK_EVENS = 3;

    private final ExperimentReport report;

    SummarySection(ExperimentReport report) {
        this.report = report;
    }

    Section section() {
        var findings = report.findings();
        var blocks = new ArrayList<Block>();
        String winner = findings.best().cell();
        blocks.add(new Block.Text(
                (winner == null ? "" : winner + ". ") + findings.best().why() + "."));
        Optional.ofNullable(findings.aa())
                .filter(this::isNews)
                .ifPresent(pair -> blocks.add(new Block.Text("A/A: " + AaSection.said(pair))));
        if (!findings.isDoubted()) {
            blocks.add(new Block.Bullets(Walk.isOne(report) ? keptSteps() : differences()));
        }
        if (!findings.recommendations().isEmpty()) {
            blocks.add(Rows.table(
                    List.of("Recommendation", "Evidence"),
                    findings.recommendations().stream()
                            .map(one -> Rows.plain(one.text(), one.evidence()))
                            .toList()));
        }
        if (!report.notes().isEmpty()) {
            blocks.add(new Block.Text("What the numbers do not stand for:"));
            blocks.add(new Block.Bullets(report.notes()));
        }
        return new Section("Summary", blocks);
    }

    private List<String> keptSteps() {
        return report.path().stream()
                .filter(ExperimentReport.Tried::kept)
                .map(step -> "%s, held back by %s, with %s became %s: %s."
                        .formatted(step.from(), step.bottleneck(), step.change(), step.to(), step.why()))
                .toList();
    }

    /** Not where the verdict was withheld for it. */
    private boolean isNews(AaPair pair) {
        String doubt = pair.doubt();
        return doubt == null || !report.findings().best().why().contains(doubt);
    }

    private List<String> differences() {
        var design = report.design();
        var compared = report.findings().comparisons().stream()
                .filter(one -> one.metric() == design.objective())
                .toList();
        var lines = new ArrayList<String>();
        compared.stream()
                .filter(Comparison::significant)
                .sorted(Comparator.comparingDouble(one -> -Math.abs(Math.log(one.ratio()))))
                .limit(MOST_DIFFERENCES)
                .map(SummarySection::said)
                .forEach(lines::add);
        long significant = compared.stream().filter(Comparison::significant).count();
        lines.add(
                "Cells that differ significantly from the baseline %s in %s: %d of %d; cells that could not be compared: %d."
                        .formatted(
                                design.baseline(),
                                Wording.name(design.objective()),
                                significant,
                                compared.size(),
                                report.findings().refused().size()));
        report.breakEvens().stream()
                .limit(MOST_BREAK_EVENS)
                .map(SummarySection::said)
                .forEach(lines::add);
        return lines;
    }

    private static String said(BreakEven one) {
        String cold = Wording.number(one.coldPercent());
        return one.isWithinCarried()
                ? "Below %s downloads/s %s is cheaper than %s, above it dearer, with %s %% cold starts."
                        .formatted(Wording.number(one.downloadsPerSecond()), one.lambdaCell(), one.ecsCell(), cold)
                : "%s, with %s %% cold starts, is cheaper than %s at every rate that its replicas carried (up to %s downloads/s)."
                        .formatted(one.lambdaCell(), cold, one.ecsCell(), Wording.number(one.carriedPerSecond()));
    }

    private static String said(Comparison one) {
        boolean better = Direction.of(one.metric()).isBetter(one.mean(), one.versusMean());
        return "%s is %s than %s in %s: %s against %s, ratio %s, n = %d, %s."
                .formatted(
                        one.cell(),
                        better ? "better" : "worse",
                        one.versus(),
                        Wording.name(one.metric()),
                        Wording.mean(one, one.mean()),
                        Wording.mean(one, one.versusMean()),
                        Wording.ratio(one.ratio(), one.low(), one.high()),
                        one.pairs(),
                        Wording.pValue(one.adjustedP()));
    }
}
