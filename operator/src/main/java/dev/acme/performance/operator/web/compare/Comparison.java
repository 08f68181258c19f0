package dev.acme.performance.operator.web.compare;

import dev.acme.performance.operator.web.watch.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of runs side by side. Each ran once, so only the P99 has an interval of its own (95 %, order statistics);
 * the ratio of two such intervals' ends bounds the ratio with at least 90 % (Bonferroni). For the others no interval is made up:
 * an experiment repeats runs and has them. Pure.
 */
record Comparison(boolean isComparable, List<String> reasons, List<Row> rows) {
    private static final String SINGLE =
            "each of these ran once: differences of means within the noise of single runs prove nothing;"
                    + " a PerformanceExperiment repeats runs and tells intervals";

    /** One metric of all runs. */
    record Row(String metric, String unit, List<Value> values) {}

    /**
     * One run's value with its interval where it has one, and what it is of the first run's.
     *
     * @param ratio null for the first, and where one of the two is missing or the first is zero
     */
    record Value(
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Ratio ratio) {}

    /** {@code value} with its interval, where one may be said. */
    record Ratio(
            double value, @Nullable Double low, @Nullable Double high) {}

    private record Metric(
            String name,
            String unit,
            Function<RunSummary, @Nullable Double> value,
            Function<RunSummary, @Nullable Double> low,
            Function<RunSummary, @Nullable Double> high) {
        static Metric plain(String name, String unit, Function<RunSummary, @Nullable Double> value) {
            return new Metric(name, unit, value, _ -> null, _ -> null);
        }
    }

    /** Percent (H-04). */
    private static final double MOST_ERRORS = 1;

    private static final List<Metric> METRICS = List.of(
            Metric.plain("requestsPerSecond", "1/s", RunSummary::requestsPerSecond),
            Metric.plain("megabytesPerSecond", "MB/s", RunSummary::megabytesPerSecond),
            Metric.plain("meanMs", "ms", RunSummary::meanMs),
            Metric.plain("medianMs", "ms", RunSummary::medianMs),
            new Metric("p99Ms", "ms", RunSummary::p99Ms, RunSummary::p99LowMs, RunSummary::p99HighMs),
            Metric.plain("errorPercent", "%", RunSummary::errorPercent));

    static Comparison of(List<RunSummary> runs) {
        var doubts = doubts(runs);
        var reasons = new ArrayList<>(doubts);
        reasons.add(SINGLE);
        return new Comparison(
                doubts.isEmpty(),
                reasons,
                METRICS.stream().map(metric -> row(metric, runs)).toList());
    }

    /** Rule H-10: equal fingerprints; and numbers that can be trusted. */
    private static List<String> doubts(List<RunSummary> runs) {
        var doubts = new ArrayList<String>();
        for (var run : runs) {
            String name = run.namespace() + "/" + run.name();
            if (run.requestsPerSecond() == null) {
                doubts.add(name + " has no numbers");
            } else if (run.fingerprint() == null) {
                doubts.add(name + " does not tell where it ran");
            }
            if (run.errorPercent() != null && run.errorPercent() > MOST_ERRORS) {
                doubts.add("%s failed %.1f %% of its requests, of more than %.0f %% nothing is compared"
                        .formatted(name, run.errorPercent(), MOST_ERRORS));
            }
            if ("Invalid".equals(run.validity())) {
                doubts.add(name + " is invalid: its numbers cannot be trusted");
            }
        }
        var fingerprints = runs.stream()
                .flatMap(run -> Optional.ofNullable(run.fingerprint()).stream())
                .collect(Collectors.toSet());
        if (runs.stream().map(Comparison::isOpen).distinct().count() > 1) {
            doubts.add(
                    "open and closed loops are not alike: in a closed loop a slow answer holds further requests back");
        }
        if (runs.stream()
                        .flatMap(run -> Stream.ofNullable(run.modelId()))
                        .distinct()
                        .count()
                > 1) {
            doubts.add("the runs download different models");
        }
        if (fingerprints.size() > 1) {
            doubts.add("the runs took place in different environments (fingerprints "
                    + fingerprints.stream().sorted().collect(Collectors.joining(", ")) + ")");
        }
        return doubts;
    }

    /** Requests of an open loop come by the clock (H-03). */
    private static boolean isOpen(RunSummary run) {
        return "Constant".equals(run.mode()) || "Poisson".equals(run.mode());
    }

    private static Row row(Metric metric, List<RunSummary> runs) {
        var first = value(metric, runs.getFirst());
        var values = new ArrayList<Value>();
        values.add(first);
        runs.stream()
                .skip(1)
                .map(run -> value(metric, run))
                .map(value -> compared(value, first))
                .forEach(values::add);
        return new Row(metric.name(), metric.unit(), values);
    }

    private static Value value(Metric metric, RunSummary run) {
        return new Value(
                metric.value().apply(run),
                metric.low().apply(run),
                metric.high().apply(run),
                null);
    }

    private static Value compared(Value value, Value first) {
        if (value.value() == null || first.value() == null || first.value() == 0) {
            return value;
        }
        boolean hasInterval = value.low() != null
                && value.high() != null
                && first.low() != null
                && first.high() != null
                && first.low() > 0;
        var ratio = new Ratio(
                value.value() / first.value(),
                hasInterval ? part(value.low(), first.high()) : null,
                hasInterval ? part(value.high(), first.low()) : null);
        return new Value(value.value(), value.low(), value.high(), ratio);
    }

    private static double part(@Nullable Double of, @Nullable Double whole) {
        return Objects.requireNonNull(of) / Objects.requireNonNull(whole);
    }
}
