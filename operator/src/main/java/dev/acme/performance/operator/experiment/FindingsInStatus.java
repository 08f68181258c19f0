package dev.acme.performance.operator.experiment;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.Objective.Metric;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.Best;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceExperimentStatus.Comparison;
import dev.acme.performance.crds.PerformanceExperimentStatus.Effect;
import dev.acme.performance.crds.PerformanceExperimentStatus.Estimate;
import dev.acme.performance.crds.PerformanceExperimentStatus.Recommendation;
import dev.acme.performance.operator.experiment.stats.AaPair;
import dev.acme.performance.operator.experiment.stats.CellSummary;
import dev.acme.performance.operator.experiment.stats.Findings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was found, as far as a status holds it: numbers to two decimals or five digits, the objective's comparisons first. */
final class FindingsInStatus {
    private static final JsonMapper WORDS = JsonMapper.builder().build();
    private static final MathContext FIVE_DIGITS = new MathContext(5, RoundingMode.HALF_UP);
    private static final int MOST_REASON = 512;
    private static final int MOST_TEXT = 500;
    private static final int MOST_LISTED = 32;

    private FindingsInStatus() {}

    /** {@code status} with everything that {@code findings} say. */
    static PerformanceExperimentStatus of(PerformanceExperimentStatus status, Findings findings, Metric objective) {
        var aa = findings.aa();
        var summaries = Stream.concat(
                        findings.cells().stream(), Stream.ofNullable(aa).map(AaPair::again))
                .collect(Collectors.toMap(CellSummary::id, Function.identity(), (one, _) -> one));
        return status.withCells(status.cells().stream()
                        .map(cell -> Optional.ofNullable(summaries.get(cell.id()))
                                .map(summary -> cell(cell, summary))
                                .orElse(cell))
                        .toList())
                .withComparisons(comparisons(findings, objective))
                .withAa(aa == null ? null : pair(status, aa, objective))
                .withEffects(findings.effects().stream()
                        .limit(MOST_LISTED)
                        .map(effect -> new Effect(effect.factor(), twoDecimals(effect.sharePercent())))
                        .toList())
                .withBest(new Best(
                        findings.best().cell(), shortened(findings.best().why(), MOST_TEXT)))
                .withPareto(findings.pareto().stream().limit(MOST_LISTED).toList())
                .withLeftOut(
                        findings.pareto().size() <= MOST_LISTED
                                ? null
                                : "%d of the %d cells of the Pareto front"
                                        .formatted(
                                                findings.pareto().size() - MOST_LISTED,
                                                findings.pareto().size()))
                .withRecommendations(findings.recommendations().stream()
                        .limit(Findings.MOST_RECOMMENDATIONS)
                        .map(one -> new Recommendation(
                                shortened(one.text(), MOST_TEXT), shortened(one.evidence(), MOST_TEXT)))
                        .toList());
    }

    private static PerformanceExperimentStatus.AaPair pair(
            PerformanceExperimentStatus status, AaPair aa, Metric objective) {
        var compared = aa.comparison(objective);
        String doubt = aa.doubt();
        return new PerformanceExperimentStatus.AaPair(
                aa.again().id(),
                status.cells().stream()
                        .filter(cell -> cell.id().equals(aa.again().id()))
                        .flatMap(cell -> Stream.ofNullable(cell.again()))
                        .findFirst()
                        .orElse(""),
                word(objective),
                compared.map(one -> rounded(one.ratio())).orElse(null),
                compared.map(one -> rounded(one.low())).orElse(null),
                compared.map(one -> rounded(one.high())).orElse(null),
                compared.map(one -> rounded(one.p())).orElse(null),
                orNull(aa.leastPercent()),
                doubt == null ? null : shortened(doubt, MOST_TEXT));
    }

    private static String word(Metric metric) {
        return Objects.requireNonNull(WORDS.convertValue(metric, String.class));
    }

    /** {@code cell} with its runs' numbers; a skipped one stays what it is. */
    static Cell cell(Cell cell, CellSummary summary) {
        if (cell.verdict() == CellVerdict.SKIPPED) {
            return cell;
        }
        String reasons = String.join("; ", summary.reasons());
        return cell.withRuns(summary.runs())
                .withRequestsPerSecond(estimate(summary, Metric.REQUESTS_PER_SECOND))
                .withP99Ms(estimate(summary, Metric.P99_MS))
                .withMeanMs(estimate(summary, Metric.MEAN_MS))
                .withMedianMs(estimate(summary, Metric.MEDIAN_MS))
                .withSuccessPercent(Optional.ofNullable(summary.successPercent())
                        .map(FindingsInStatus::twoDecimals)
                        .orElse(null))
                .withUsdPer1000(Optional.ofNullable(summary.cost())
                        .map(cost -> rounded(cost.usdPer1000()))
                        .orElse(null))
                .withVerdict(CellVerdict.valueOf(summary.verdict().name()))
                .withObjectives(summary.objectives().isEmpty() ? null : summary.objectives())
                .withReason(reasons.isEmpty() ? null : shortened(reasons, MOST_REASON));
    }

    /** Those of the objective come first: there is room for some only. */
    private static List<Comparison> comparisons(Findings findings, Metric objective) {
        return Stream.concat(
                        findings.comparisons().stream().filter(one -> one.metric() == objective),
                        findings.comparisons().stream().filter(one -> one.metric() != objective))
                .limit(PerformanceExperimentStatus.MOST_COMPARISONS)
                .map(one -> new Comparison(
                        one.cell(),
                        one.versus(),
                        word(one.metric()),
                        rounded(one.ratio()),
                        rounded(one.low()),
                        rounded(one.high()),
                        rounded(one.adjustedP()),
                        one.significant()))
                .toList();
    }

    private static @Nullable Estimate estimate(CellSummary summary, Metric metric) {
        return summary.estimate(metric)
                .map(estimate -> new Estimate(
                        twoDecimals(estimate.mean()),
                        orNull(estimate.low()),
                        orNull(estimate.high()),
                        orNull(estimate.cv())))
                .orElse(null);
    }

    private static @Nullable Double orNull(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : Double.valueOf(twoDecimals(value));
    }

    private static double twoDecimals(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).doubleValue()
                : 0;
    }

    private static double rounded(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).round(FIVE_DIGITS).doubleValue()
                : 0;
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
