package dev.acme.performance.operator.experiment.report;

import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.operator.experiment.report.Document.Section;
import dev.acme.performance.operator.experiment.stats.Wording;
import java.util.List;
import java.util.Optional;

/** The cell that all others are compared with, by every metric. */
final class BaselineSection {
    private static final List<Metric> METRICS = List.of(
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

    BaselineSection(ExperimentReport report) {
        this.report = report;
    }

    /** Empty where it was never measured. */
    Optional<Section> section() {
        return report.findings()
                .cell(report.design().baseline())
                .map(cell -> new Section(
                        "Baseline: " + cell.id(),
                        List.of(Rows.table(
                                List.of(
                                        "Metric",
                                        "#Mean over runs",
                                        "#%s %% interval"
                                                .formatted(Wording.number(
                                                        report.design().confidencePercent())),
                                        "#CV %",
                                        "#Runs"),
                                METRICS.stream()
                                        .flatMap(metric -> cell
                                                .estimate(metric)
                                                .map(estimate -> Rows.plain(
                                                        Wording.name(metric),
                                                        Wording.mean(metric, estimate),
                                                        Wording.interval(metric, estimate),
                                                        Rows.cv(estimate),
                                                        Integer.toString(estimate.runs())))
                                                .stream())
                                        .toList()))));
    }
}
