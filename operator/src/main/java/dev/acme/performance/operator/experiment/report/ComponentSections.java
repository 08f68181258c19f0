package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.operator.experiment.report.Document.Section;
import dev.acme.performance.operator.experiment.stats.CellSummary;
import dev.acme.performance.operator.experiment.stats.Comparison;
import dev.acme.performance.operator.experiment.stats.Findings;
import dev.acme.performance.operator.experiment.stats.Findings.Contrast;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One component against another while all else is equal, such as ecs against lambda; and which of them matters most. */
final class ComponentSections {
    private final Findings findings;
    private final Metric objective;

    ComponentSections(ExperimentReport report) {
        this.findings = report.findings();
        this.objective = report.design().objective();
    }

    List<Section> sections() {
        var sections = new ArrayList<Section>();
        findings.contrasts().stream()
                .map(Contrast::factor)
                .distinct()
                .map(this::factor)
                .forEach(sections::add);
        effects().ifPresent(sections::add);
        return sections;
    }

    private Section factor(String factor) {
        var contrasts = findings.contrasts().stream()
                .filter(one -> one.factor().equals(factor))
                .toList();
        return new Section(
                "By " + factor,
                List.of(
                        Rows.table(
                                List.of(
                                        "Metric",
                                        factor,
                                        "While",
                                        "#Value",
                                        "#Before",
                                        "#Ratio (interval)",
                                        "#n",
                                        "#p (Holm)",
                                        "Significant",
                                        "#Cold starts",
                                        "#Cost"),
                                contrasts.stream().map(this::row).toList()),
                        new Block.Text(
                                "Each row changes this factor alone. Cold starts and the price of 1,000 downloads: of the cell before and after.")));
    }

    private Block.Row row(Contrast contrast) {
        Comparison one = contrast.comparison();
        return Rows.row(
                one.significant(),
                Wording.name(one.metric()),
                contrast.from() + " → " + contrast.to(),
                others(contrast.others()),
                Wording.mean(one, one.mean()),
                Wording.mean(one, one.versusMean()),
                Wording.ratio(one.ratio(), one.low(), one.high()),
                Integer.toString(one.pairs()),
                Wording.p(one.adjustedP()),
                claim(one),
                coldStarts(one.versus()) + " → " + coldStarts(one.cell()),
                cost(one.versus()) + " → " + cost(one.cell()));
    }

    private String claim(Comparison one) {
        if (one.metric() != objective) {
            return Shown.EXPLORATORY;
        }
        if (findings.isDoubted()) {
            return Shown.WITHHELD;
        }
        return one.significant() ? "yes" : "no";
    }

    private static String others(Map<String, String> others) {
        return others.isEmpty()
                ? Rows.NOTHING
                : others.entrySet().stream()
                        .map(one -> one.getKey() + " " + one.getValue())
                        .collect(Collectors.joining(", "));
    }

    private String coldStarts(String cell) {
        return findings.cell(cell).map(one -> Long.toString(one.coldStarts())).orElse(Rows.NOTHING);
    }

    private String cost(String cell) {
        return findings.cell(cell)
                .map(CellSummary::cost)
                .map(RunCost::usdPer1000)
                .map(Wording::number)
                .orElse(Rows.NOTHING);
    }

    private Optional<Section> effects() {
        var effects = findings.effects();
        if (effects.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section(
                "What matters most",
                List.of(
                        Rows.table(
                                List.of("Source", "#% of the variance", "#p"),
                                effects.stream()
                                        .map(one -> Rows.plain(
                                                one.factor(),
                                                Plain.number(one.sharePercent(), 1),
                                                Optional.ofNullable(one.p())
                                                        .map(Wording::p)
                                                        .orElse(Rows.NOTHING)))
                                        .toList()),
                        new Block.Figure(
                                "Share of the variance of the objective's logarithm",
                                new Chart.Shares(effects.stream()
                                        .map(one -> new Chart.Share(one.factor(), one.sharePercent()))
                                        .toList())),
                        new Block.Text(
                                "(together): what factors do beyond the sum of each alone; (blocks): the machine's state from"
                                        + " block to block; (noise): what is left. Where cells are missing factors overlap, and"
                                        + " shares may add up to more than 100 %."))));
    }
}
