package dev.acme.performance.operator.ops;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.Results;
import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each run's latest attempt came to, as Prometheus's series: made of the runs that there are, at every scrape, so that a
 * restart loses none and a deleted run leaves none. The {@link #MOST} newest runs have series; how many have not is told.
 */
final class RunSeries extends Collector implements Collector.Describable {
    /** Runs with series: about twenty samples each. */
    static final int MOST = 500;

    private static final double MILLIS = 1e3;

    private final Supplier<List<PerformanceRun>> runs;
    private final RunLabels labels;

    /** @param runs those that this replica looks after */
    RunSeries(Supplier<List<PerformanceRun>> runs, RunLabels labels) {
        this.runs = runs;
        this.labels = labels;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return families(runs.get());
    }

    @Override
    public List<MetricFamilySamples> describe() {
        return families(List.of());
    }

    private List<MetricFamilySamples> families(List<PerformanceRun> all) {
        var readable = all.stream()
                .filter(run -> run.getSpec() != null)
                .sorted(Comparator.comparing(RunSeries::createdAt)
                        .thenComparing(run -> run.getMetadata().getName())
                        .reversed())
                .toList();
        var newest = readable.stream().limit(MOST).toList();
        var families = new ArrayList<MetricFamilySamples>();
        families.add(phases(readable));
        families.add(gauge(
                "performance_operator_runs_without_series",
                "Runs that are older than the " + MOST + " newest, and have no series of their own.",
                List.of(sample(
                        "performance_operator_runs_without_series",
                        List.of(),
                        List.of(),
                        readable.size() - newest.size()))));
        families.add(gauge(
                "perf_run_info",
                "1, with the words for the latest attempt as labels.",
                newest.stream()
                        .map(run -> sample("perf_run_info", RunLabels.INFO, labels.ofInfo(run), 1))
                        .toList()));
        RunFamily.ALL.forEach(family -> families.add(gauge(
                family.name(),
                family.help(),
                newest.stream().flatMap(run -> sample(family, run)).toList())));
        families.add(new MetricFamilySamples(
                "perf_run_latency_seconds",
                Type.SUMMARY,
                "Response times of requests that succeeded, nearest rank.",
                newest.stream().flatMap(this::latency).toList()));
        return families;
    }

    private static MetricFamilySamples phases(List<PerformanceRun> runs) {
        Map<Phase, Long> byPhase = runs.stream()
                .collect(Collectors.groupingBy(run -> RunLabels.phase(RunFamily.status(run)), Collectors.counting()));
        String name = "performance_operator_runs";
        return gauge(
                name,
                "Runs that there are, by phase.",
                Arrays.stream(Phase.values())
                        .map(phase -> sample(
                                name, List.of("phase"), List.of(Words.of(phase)), byPhase.getOrDefault(phase, 0L)))
                        .toList());
    }

    private Stream<MetricFamilySamples.Sample> sample(RunFamily family, PerformanceRun run) {
        return family.value().apply(run).stream()
                .map(value -> family.isOfNumbers()
                        ? sample(family.name(), RunLabels.NUMBERS, labels.ofNumbers(run), value)
                        : sample(family.name(), RunLabels.RUN, RunLabels.ofRun(run), value));
    }

    /** As a summary: quantiles, their count, and the sum that is the mean times the count. */
    private Stream<MetricFamilySamples.Sample> latency(PerformanceRun run) {
        return RunFamily.told(run).stream()
                .flatMap(results -> Stream.ofNullable(results.latency())
                        .flatMap(latency -> latency(labels.ofNumbers(run), latency, results.succeeded())));
    }

    private static Stream<MetricFamilySamples.Sample> latency(
            List<String> labels, Results.Latency latency, long succeeded) {
        String name = "perf_run_latency_seconds";
        var rare = Stream.ofNullable(latency.p999Ms()).map(millis -> quantile(labels, "0.999", millis));
        var always = Stream.of(
                quantile(labels, "0.5", latency.medianMs()),
                quantile(labels, "0.9", latency.p90Ms()),
                quantile(labels, "0.95", latency.p95Ms()),
                quantile(labels, "0.99", latency.p99Ms()),
                sample(name + "_count", RunLabels.NUMBERS, labels, (double) succeeded),
                sample(name + "_sum", RunLabels.NUMBERS, labels, latency.meanMs() / MILLIS * succeeded));
        return Stream.concat(always, rare);
    }

    private static MetricFamilySamples.Sample quantile(List<String> labels, String quantile, double millis) {
        return sample(
                "perf_run_latency_seconds",
                RunLabels.joined(RunLabels.NUMBERS, List.of("quantile")),
                RunLabels.joined(labels, List.of(quantile)),
                millis / MILLIS);
    }

    private static String createdAt(PerformanceRun run) {
        return Objects.requireNonNullElse(run.getMetadata().getCreationTimestamp(), "");
    }

    private static MetricFamilySamples gauge(String name, String help, List<MetricFamilySamples.Sample> samples) {
        return new MetricFamilySamples(name, Type.GAUGE, help, samples);
    }

    private static MetricFamilySamples.Sample sample(
            String name, List<String> labels, List<String> values, double value) {
        return new MetricFamilySamples.Sample(name, labels, values, value);
    }
}
