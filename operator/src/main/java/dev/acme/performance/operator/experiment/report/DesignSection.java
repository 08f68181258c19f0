package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.operator.experiment.report.Document.Section;
import dev.acme.performance.operator.experiment.report.ExperimentReport.Fact;
import dev.acme.performance.operator.experiment.stats.Design;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was planned, before any number was known. */
final class DesignSection {
    private final ExperimentReport report;

    DesignSection(ExperimentReport report) {
        this.report = report;
    }

    Section section() {
        var design = report.design();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("time", report.period()));
        facts.add(new Fact(
                "cells",
                "%d, of them %d measurable; %d fresh runs of each%s"
                        .formatted(
                                design.cells().size(),
                                design.measurable().size(),
                                design.repeats(),
                                Walk.isOne(report) ? " in every comparison" : "")));
        facts.add(new Fact("baseline", design.baseline()));
        facts.add(new Fact(
                "A/A pair",
                design.secondOfPair()
                        .map(again -> "%s once more, as %s, in every block%s"
                                .formatted(
                                        design.baseline(),
                                        again.id(),
                                        Walk.isOne(report) ? " of the runs that confirm the whole walk" : ""))
                        .orElse(
                                Walk.isOne(report)
                                                && report.findings()
                                                        .comparisons()
                                                        .isEmpty()
                                        ? "none: nothing is claimed of a whole walk"
                                        : "none: nobody looked whether the same cell differs from itself")));
        facts.add(new Fact("objective", Wording.name(design.objective())));
        facts.add(new Fact(
                "a difference counts",
                "at %s %% confidence over all comparisons of a metric, and from %s %% on"
                        .formatted(
                                Wording.number(design.confidencePercent()),
                                Wording.number(design.minEffectPercent()))));
        facts.addAll(report.setup());
        var factors = new LinkedHashMap<String, Set<String>>();
        design.cells().stream()
                .map(Design.PlannedCell::assignments)
                .forEach(all ->
                        all.forEach((factor, value) -> factors.computeIfAbsent(factor, _ -> new LinkedHashSet<>())
                                .add(value)));
        var blocks = new ArrayList<Block>();
        blocks.add(Rows.facts(facts));
        if (!factors.isEmpty()) {
            blocks.add(Rows.table(
                    List.of(Walk.isOne(report) ? "Field that was changed" : "Factor", "Values"),
                    factors.entrySet().stream()
                            .map(factor -> Rows.plain(factor.getKey(), String.join(", ", factor.getValue())))
                            .toList()));
        }
        if (!report.environment().isEmpty()) {
            blocks.add(new Block.Text("Where it was measured:"));
            blocks.add(Rows.facts(report.environment()));
        }
        return new Section("Design of the experiment", blocks);
    }
}
