package dev.acme.performance.operator.ops;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.Validity;
import io.prometheus.client.Collector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each run's latest attempt came to, as Prometheus's series: made of the runs that there are, at every scrape, so that a
 * restart loses none and a deleted run leaves none. The {@link #MOST} newest runs have series; how many have not is told.
 */
final class RunSeries extends Collector implements Collector.Describable {
    /** Runs with series: about twenty samples each. */
    static final int MOST = 500;

    private static final List<String> LABELS = List.of("namespace", "run", "compute", "storage");
    private static final List<String> INFO = List.of("phase", "verdict", "validity", "mode", "experiment");
    private static final String EXPERIMENT = "performance.acme.dev/experiment";
    private static final double MILLIS = 1e3;
    private static final double PERCENT = 100;

    private final Supplier<List<PerformanceRun>> runs;

    /** @param runs those that this replica looks after */
    RunSeries(Supplier<List<PerformanceRun>> runs) {
        this.runs = runs;
    }

    /** A number of a run, and what it means; no value where the run has none. */
    private record Family(String name, String help, Function<PerformanceRun, Optional<Double>> value) {}

    private static final List<Family> FAMILIES = List.of(
            new Family(
                    "perf_run_attempt",
                    "Number of the latest attempt.",
                    run -> Optional.of((double) status(run).attempt())),
            new Family(
                    "perf_run_clients",
                    "Clients that the run asks for.",
                    run -> Optional.of((double) run.getSpec().clients())),
            new Family(
                    "perf_run_timeout_seconds",
                    "What an attempt may take.",
                    run -> Optional.of((double) run.getSpec().timeoutSeconds())),
            new Family(
                    "perf_run_started_timestamp_seconds",
                    "When the latest attempt began.",
                    run -> instant(status(run).startedAt())),
            new Family(
                    "perf_run_completed_timestamp_seconds",
                    "When it ended; absent while it is under way.",
                    run -> instant(status(run).completedAt())),
            new Family(
                    "perf_run_progress_ratio",
                    "How far its load has come, 0 to 1, as last written to the status; absent when it is over.",
                    run -> Optional.ofNullable(status(run).progress()).map(it -> it.percent() / PERCENT)),
            new Family(
                    "perf_run_requests_per_second",
                    "Requests that succeeded, a second.",
                    of(results -> results.throughput().requestsPerSecond())),
            new Family("perf_run_bytes_per_second", "Body bytes of requests that succeeded, a second.", of(results ->
                    (double) results.throughput().bytesPerSecond())),
            new Family(
                    "perf_run_error_ratio",
                    "Requests that failed, 0 to 1 of all.",
                    of(results -> results.errorPercent() / PERCENT)),
            new Family("perf_run_load_duration_seconds", "How long the load lasted.", of(Results::durationSeconds)),
            new Family(
                    "perf_run_valid",
                    "1 where nothing speaks against the numbers, 0 where something does; validity of perf_run_info says how much.",
                    run -> status(run).results() == null
                            ? Optional.empty()
                            : Optional.of(status(run).validity() == Validity.VALID ? 1.0 : 0.0)));

    @Override
    public List<MetricFamilySamples> collect() {
        return families(runs.get());
    }

    @Override
    public List<MetricFamilySamples> describe() {
        return families(List.of());
    }

    private static List<MetricFamilySamples> families(List<PerformanceRun> all) {
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
                newest.stream().map(RunSeries::info).toList()));
        FAMILIES.forEach(family -> families.add(gauge(
                family.name(),
                family.help(),
                newest.stream().flatMap(run -> sample(family, run)).toList())));
        families.add(new MetricFamilySamples(
                "perf_run_latency_seconds",
                Type.SUMMARY,
                "Response times of requests that succeeded, nearest rank.",
                newest.stream().flatMap(RunSeries::latency).toList()));
        return families;
    }

    private static MetricFamilySamples phases(List<PerformanceRun> runs) {
        Map<Phase, Long> byPhase = runs.stream()
                .collect(Collectors.groupingBy(
                        run -> Objects.requireNonNullElse(status(run).phase(), Phase.PENDING), Collectors.counting()));
        String name = "performance_operator_runs";
        return gauge(
                name,
                "Runs that there are, by phase.",
                Arrays.stream(Phase.values())
                        .map(phase -> sample(
                                name, List.of("phase"), List.of(Words.of(phase)), byPhase.getOrDefault(phase, 0L)))
                        .toList());
    }

    private static MetricFamilySamples.Sample info(PerformanceRun run) {
        var status = status(run);
        var labels = run.getMetadata().getLabels();
        return sample(
                "perf_run_info",
                joined(LABELS, INFO),
                joined(
                        labels(run),
                        List.of(
                                Words.of(Objects.requireNonNullElse(status.phase(), Phase.PENDING)),
                                Words.of(status.verdict()),
                                Words.of(status.validity()),
                                Words.of(run.getSpec().load().mode()),
                                labels == null ? "" : labels.getOrDefault(EXPERIMENT, ""))),
                1);
    }

    private static Stream<MetricFamilySamples.Sample> sample(Family family, PerformanceRun run) {
        return family.value().apply(run).stream().map(value -> sample(family.name(), LABELS, labels(run), value));
    }

    /** As a summary: quantiles, their count, and the sum that is the mean times the count. */
    private static Stream<MetricFamilySamples.Sample> latency(PerformanceRun run) {
        var results = status(run).results();
        var latency = results == null ? null : results.latency();
        if (results == null || latency == null) {
            return Stream.empty();
        }
        String name = "perf_run_latency_seconds";
        return Stream.of(
                quantile(run, "0.5", latency.medianMs()),
                quantile(run, "0.9", latency.p90Ms()),
                quantile(run, "0.95", latency.p95Ms()),
                quantile(run, "0.99", latency.p99Ms()),
                quantile(run, "0.999", latency.p999Ms()),
                sample(name + "_count", LABELS, labels(run), (double) results.succeeded()),
                sample(name + "_sum", LABELS, labels(run), latency.meanMs() / MILLIS * results.succeeded()));
    }

    private static MetricFamilySamples.Sample quantile(PerformanceRun run, String quantile, double millis) {
        return sample(
                "perf_run_latency_seconds",
                joined(LABELS, List.of("quantile")),
                joined(labels(run), List.of(quantile)),
                millis / MILLIS);
    }

    private static Function<PerformanceRun, Optional<Double>> of(Function<Results, Double> number) {
        return run -> Optional.ofNullable(status(run).results()).map(number);
    }

    /** An external target's storage is not the operator's to name. */
    private static List<String> labels(PerformanceRun run) {
        var compute = run.getSpec().compute().backend();
        return List.of(
                run.getMetadata().getNamespace(),
                run.getMetadata().getName(),
                Words.of(compute),
                compute == Compute.Backend.EXTERNAL
                        ? ""
                        : Words.of(run.getSpec().storage().backend()));
    }

    private static PerformanceRunStatus status(PerformanceRun run) {
        return Objects.requireNonNullElseGet(run.getStatus(), PerformanceRunStatus::empty);
    }

    private static String createdAt(PerformanceRun run) {
        return Objects.requireNonNullElse(run.getMetadata().getCreationTimestamp(), "");
    }

    private static Optional<Double> instant(@Nullable String text) {
        return Optional.ofNullable(text).map(it -> Instant.parse(it).toEpochMilli() / MILLIS);
    }

    private static MetricFamilySamples gauge(String name, String help, List<MetricFamilySamples.Sample> samples) {
        return new MetricFamilySamples(name, Type.GAUGE, help, samples);
    }

    private static MetricFamilySamples.Sample sample(
            String name, List<String> labels, List<String> values, double value) {
        return new MetricFamilySamples.Sample(name, labels, values, value);
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
