package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.operator.cost.PriceSheet;
import dev.acme.performance.operator.experiment.report.ExperimentReport.Fact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What a report says of the prices that it counts with (H-23). */
public final class PriceFacts {
    private PriceFacts() {}

    /** With a warning where they are old on that day. */
    public static List<Fact> of(PriceSheet sheet, LocalDate today) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("prices of", sheet.asOf().toString()));
        if (sheet.isStale(today)) {
            facts.add(new Fact(
                    "warning",
                    "the prices are older than " + PriceSheet.STALE_AFTER_DAYS
                            + " days: renew them in the chart's prices"));
        }
        facts.add(new Fact("region", sheet.region()));
        facts.add(new Fact("source", sheet.source()));
        facts.add(new Fact(
                "database",
                "%s, %s %s an hour, %s GB stored"
                        .formatted(
                                sheet.rds().instance(),
                                sheet.rds().perHour(),
                                sheet.currency(),
                                sheet.rds().storedGb())));
        return facts;
    }
}
