package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.Load;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;

/** How the one number that can move under a constant load went, from window to window. */
sealed interface Course {
    /** More windows say nothing more of a trend, and longer ones are less alike. */
    int MOST_WINDOWS = 30;

    /** With fewer a burst is one wave: clients that are done take the load away. */
    int FEWEST_REQUESTS_PER_CLIENT = 10;

    /** Values of windows of {@code windowSeconds} each, in order; {@code metric} is that of {@link Metric}. */
    record Followed(Metric metric, int windowSeconds, List<Double> windows) implements Course {
        public Followed {
            windows = List.copyOf(windows);
        }
    }

    /** Why there is nothing to follow. */
    record Unknown(String reason) implements Course {}

    /** What moves: the rate where clients wait for their answers, the latency where the rate is given. */
    enum Metric {
        REQUESTS_PER_SECOND("requestsPerSecond", "requests/s"),
        P50_MS("p50Ms", "ms");

        private final String field;
        private final String unit;

        Metric(String field, String unit) {
            this.field = field;
            this.unit = unit;
        }

        String field() {
            return field;
        }

        String unit() {
            return unit;
        }
    }

    static Course of(Load load, RunResult result) {
        if (load.mode() == LoadMode.BURST && load.requestsPerClient() < FEWEST_REQUESTS_PER_CLIENT) {
            return new Unknown("a burst of fewer than " + FEWEST_REQUESTS_PER_CLIENT
                    + " requests a client is over before it could change");
        }
        var seconds = LoadedSeconds.of(load, result);
        var metric = switch (load.mode()) {
            case BURST, CLOSED -> Metric.REQUESTS_PER_SECOND;
            case CONSTANT, POISSON -> Metric.P50_MS;
        };
        int length = Math.max(1, (seconds.size() + MOST_WINDOWS - 1) / MOST_WINDOWS);
        var windows = IntStream.range(0, seconds.size() / length)
                .mapToObj(window -> seconds.subList(window * length, (window + 1) * length))
                .map(window -> values(metric, window))
                .filter(values -> values.length > 0)
                .map(values -> value(metric, values))
                .collect(Collectors.toCollection(ArrayList::new));
        return windows.size() < Trend.FEWEST
                ? new Unknown(tooFew(load, result, seconds.size(), windows.size()))
                : new Followed(metric, length, windows);
    }

    private static String tooFew(Load load, RunResult result, int seconds, int windows) {
        if (result.series().isEmpty()) {
            return "the result came without its seconds, as a termination message does";
        }
        if (seconds < Trend.FEWEST) {
            return "the load was constant for " + seconds + " whole seconds, a trend needs " + Trend.FEWEST;
        }
        return load.pods() > 1
                ? "of several load generators' seconds together there is no median"
                : "only " + windows + " windows tell a median, a trend needs " + Trend.FEWEST;
    }

    private static double[] values(Metric metric, List<RunResult.Second> window) {
        return switch (metric) {
            case REQUESTS_PER_SECOND ->
                window.stream()
                        .mapToDouble(second -> second.requests() - second.errors())
                        .toArray();
            case P50_MS ->
                window.stream()
                        .map(RunResult.Second::p50Ms)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .toArray();
        };
    }

    private static double value(Metric metric, double[] values) {
        return switch (metric) {
            case REQUESTS_PER_SECOND ->
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
            case P50_MS -> Median.withDefaults().evaluate(values);
        };
    }
}
