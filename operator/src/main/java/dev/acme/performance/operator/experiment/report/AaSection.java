package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.operator.experiment.report.Document.Section;
import dev.acme.performance.operator.experiment.stats.AaPair;
import dev.acme.performance.operator.experiment.stats.CellSummary;
import dev.acme.performance.operator.experiment.stats.Comparison;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The same cell twice (H-12): whether the machine and the method can be trusted, before anything is said of different cells. */
final class AaSection {
    private final ExperimentReport report;

    AaSection(ExperimentReport report) {
        this.report = report;
    }

    /** Empty where no pair was planned. */
    Optional<Section> section() {
        return Optional.ofNullable(report.findings().aa()).map(this::section);
    }

    private Section section(AaPair pair) {
        String baseline = report.design().baseline();
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Text("%s is %s once more, measured in every block%s at a place of its own. %s"
                .formatted(
                        pair.again().id(),
                        baseline,
                        Walk.isOne(report) ? " of the runs that confirm the whole walk" : "",
                        said(pair))));
        if (!pair.comparisons().isEmpty()) {
            blocks.add(Rows.table(
                    List.of(
                            "Metric",
                            "#Again",
                            "#Baseline",
                            "#Ratio (interval)",
                            "#n",
                            "#p (Holm)",
                            "#CV % of both",
                            "Outcome"),
                    pair.comparisons().stream().map(one -> row(pair, one)).toList()));
        }
        return new Section("The same cell twice (A/A)", blocks);
    }

    /** In a sentence; what it means for all that follows. */
    static String said(AaPair pair) {
        String doubt = pair.doubt();
        Double least = pair.leastPercent();
        if (doubt != null) {
            return "Nothing is claimed: " + doubt + ".";
        }
        return "The same cell does not differ significantly from itself; smallest difference that can be told: %s %%, no smaller one is claimed."
                .formatted(least == null ? Rows.NOTHING : Plain.number(least, 1));
    }

    private Block.Row row(AaPair pair, Comparison one) {
        boolean isObjective = one.metric() == report.design().objective();
        return Rows.row(
                one.significant(),
                Wording.name(one.metric()),
                Wording.mean(one, one.mean()),
                Wording.mean(one, one.versusMean()),
                Wording.ratio(one.ratio(), one.low(), one.high()),
                Integer.toString(one.pairs()),
                Wording.p(one.p()),
                cv(pair.again(), one) + ", " + cv(pair.first(), one),
                isObjective ? one.significant() ? "differs" : "agrees" : Shown.EXPLORATORY);
    }

    private static String cv(CellSummary cell, Comparison one) {
        return cell.estimate(one.metric()).map(Rows::cv).orElse(Rows.NOTHING);
    }
}
