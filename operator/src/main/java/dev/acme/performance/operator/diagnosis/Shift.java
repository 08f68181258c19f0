package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.HistoryEntry;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.Notice;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A change point across the attempts of one fingerprint and one measured spec: the split into older and newer ones whose
 * means differ most, by Student's t with a common variance, so that one newer attempt is enough (it then is the prediction
 * interval of the NIST/SEMATECH handbook, 7.2.1 and 4.5.1.2). The level is divided by the number of splits and metrics that
 * were tried (Bonferroni). Logarithms are compared, for a slow machine scales everything.
 */
final class Shift {
    static final int FEWEST_BEFORE = 3;
    private static final double SIGNIFICANCE = 0.01;
    private static final double LEAST_CHANGE = 0.05;

    private static final List<Measure> MEASURES = List.of(
            new Measure("requests/s", HistoryEntry::requestsPerSecond), new Measure("p50 ms", HistoryEntry::p50Ms));

    private Shift() {}

    /** Looks at the attempts that are like the newest; {@code history} has the newest first. */
    static Optional<Notice> of(List<HistoryEntry> history) {
        if (history.isEmpty() || history.getFirst().fingerprint() == null) {
            return Optional.empty();
        }
        var newest = history.getFirst();
        var alike = history.reversed().stream()
                .filter(entry -> Objects.equals(entry.fingerprint(), newest.fingerprint())
                        && Objects.equals(entry.measuredSpec(), newest.measuredSpec()))
                .toList();
        return MEASURES.stream()
                .flatMap(measure -> split(alike, measure).stream())
                .min(Comparator.comparingDouble(Split::pValue))
                .map(Split::finding);
    }

    private static Optional<Split> split(List<HistoryEntry> alike, Measure measure) {
        var known = alike.stream()
                .filter(entry -> entry.phase() == Phase.SUCCEEDED && measure.of(entry) > 0)
                .toList();
        int splits = known.size() - FEWEST_BEFORE;
        return IntStream.rangeClosed(FEWEST_BEFORE, known.size() - 1)
                .mapToObj(at -> new Split(measure, known.subList(0, at), known.subList(at, known.size())))
                .filter(split -> split.pValue() < SIGNIFICANCE / splits / MEASURES.size()
                        && Math.abs(split.change()) >= LEAST_CHANGE)
                .min(Comparator.comparingDouble(Split::pValue));
    }

    private record Measure(String unit, Function<HistoryEntry, Double> value) {
        double of(HistoryEntry entry) {
            return Objects.requireNonNullElse(value.apply(entry), 0.0);
        }
    }

    private record Split(Measure measure, List<HistoryEntry> before, List<HistoryEntry> after) {
        double change() {
            return Math.expm1(mean(after) - mean(before));
        }

        /** Two-sided. */
        double pValue() {
            double freedom = before.size() + after.size() - 2;
            double variance = (squares(before) + squares(after)) / freedom;
            double error = Math.sqrt(variance * (1.0 / before.size() + 1.0 / after.size()));
            double difference = Math.abs(mean(after) - mean(before));
            return error == 0
                    ? (difference == 0 ? 1 : 0)
                    : 2 * TDistribution.of(freedom).survivalProbability(difference / error);
        }

        private double mean(List<HistoryEntry> entries) {
            return logarithms(entries)
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
        }

        private double squares(List<HistoryEntry> entries) {
            double mean = mean(entries);
            return logarithms(entries)
                    .mapToDouble(it -> (it - mean) * (it - mean))
                    .sum();
        }

        private Stream<Double> logarithms(List<HistoryEntry> entries) {
            return entries.stream().map(entry -> Math.log(measure.of(entry)));
        }

        Notice finding() {
            return new Notice(
                    "Shift",
                    String.format(
                            Locale.ROOT,
                            "since attempt %d: %.2f %s, %.2f in the %d attempts before under the same fingerprint"
                                    + " (%+.1f %%, p = %.2g)",
                            after.getFirst().attempt(),
                            Math.exp(mean(after)),
                            measure.unit(),
                            Math.exp(mean(before)),
                            before.size(),
                            100 * change(),
                            pValue()),
                    "something that neither the spec nor the environment tells changed between these attempts");
        }
    }
}
