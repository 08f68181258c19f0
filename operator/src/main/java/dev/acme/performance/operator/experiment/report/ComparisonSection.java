package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.operator.experiment.report.Document.Section;
import dev.acme.performance.operator.experiment.stats.Comparison;
import dev.acme.performance.operator.experiment.stats.Direction;
import dev.acme.performance.operator.experiment.stats.Findings;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Each cell against the baseline: first by the objective, of which claims are made, then by the headlines. */
final class ComparisonSection {
    private final ExperimentReport report;
    private final Findings findings;

    ComparisonSection(ExperimentReport report) {
        this.report = report;
        this.findings = report.findings();
    }

    /** Empty where nothing could be compared. */
    Optional<Section> section() {
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
                        "#Claimed from %",
                        "#Found from %",
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
                                Plain.number(one.leastPercent(), 1),
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
