package dev.acme.performance.operator.ops;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.Runs;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What Prometheus is shown of runs. */
class RunSeriesTest {
    private final List<PerformanceRun> runs = new ArrayList<>();
    private final CollectorRegistry registry = new CollectorRegistry();
    private final OperatorMetrics metrics = new OperatorMetrics(registry);

    RunSeriesTest() {
        metrics.over(() -> List.copyOf(runs));
        metrics.leads(true);
    }

    @Test
    void aMeasuredRunIsShownInSecondsBytesAndRatios() throws IOException {
        runs.add(MeasuredRuns.measured("a"));

        assertThat(lines("perf_run_"))
                .containsExactly(
                        "perf_run_attempt{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 2.0",
                        "perf_run_bytes_per_second{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 490.0",
                        "perf_run_clients{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 100.0",
                        "perf_run_completed_timestamp_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 1.7672688605E9",
                        "perf_run_error_ratio{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 0.02",
                        "perf_run_info{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",phase=\"Succeeded\",verdict=\"Pass\",validity=\"Suspect\",mode=\"Burst\",experiment=\"\",} 1.0",
                        "perf_run_latency_seconds_count{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 98.0",
                        "perf_run_latency_seconds_sum{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 0.49",
                        "perf_run_latency_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",quantile=\"0.5\",} 0.005",
                        "perf_run_latency_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",quantile=\"0.9\",} 0.009",
                        "perf_run_latency_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",quantile=\"0.95\",} 0.009",
                        "perf_run_latency_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",quantile=\"0.99\",} 0.009",
                        "perf_run_latency_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",quantile=\"0.999\",} 0.009",
                        "perf_run_load_duration_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 2.0",
                        "perf_run_requests_per_second{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 49.0",
                        "perf_run_started_timestamp_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 1.7672688E9",
                        "perf_run_timeout_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 3600.0",
                        "perf_run_valid{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 0.0");
    }

    @Test
    void aRunUnderWayHasProgressAndNoNumbersOfAnAttemptBefore() throws IOException {
        runs.add(MeasuredRuns.loading("a"));

        assertThat(lines("perf_run_"))
                .anyMatch(line -> line.startsWith("perf_run_progress_ratio") && line.endsWith(" 0.5"))
                .noneMatch(line -> line.startsWith("perf_run_latency") || line.startsWith("perf_run_valid"));
    }

    @Test
    void theNewestRunsHaveSeriesAndTheOthersAreCounted() throws IOException {
        IntStream.range(0, RunSeries.MOST + 1)
                .mapToObj(i -> MeasuredRuns.createdAt(NOW.plusSeconds(i), MeasuredRuns.measured("run-" + i)))
                .forEach(runs::add);

        assertThat(lines("perf_run_valid")).hasSize(RunSeries.MOST).noneMatch(line -> line.contains("\"run-0\""));
        assertThat(lines("performance_operator_runs_without_series"))
                .containsExactly("performance_operator_runs_without_series 1.0");
        assertThat(lines("performance_operator_runs{phase=\"Succeeded\""))
                .containsExactly("performance_operator_runs{phase=\"Succeeded\",} 501.0");
    }

    @Test
    void aRunThatIsDeletedLeavesNothing() throws IOException {
        runs.add(MeasuredRuns.measured("a"));
        assertThat(lines("perf_run_")).isNotEmpty();

        runs.clear();

        assertThat(lines("perf_run_")).isEmpty();
    }

    @Test
    void whoStandsByTellsOfNoRun() throws IOException {
        runs.add(MeasuredRuns.measured("a"));

        metrics.leads(false);

        assertThat(lines("perf_run_")).isEmpty();
    }

    @Test
    void aRunThatCannotBeReadOrHasNoStatusIsNoTrouble() throws IOException {
        var unreadable = MeasuredRuns.measured("a");
        unreadable.setSpec(null);
        runs.add(unreadable);
        runs.add(MeasuredRuns.named("b", "", PerformanceRunStatus.empty()));
        var fresh = Runs.run("");
        fresh.setStatus(null);
        runs.add(fresh);

        assertThat(lines("perf_run_info")).hasSize(2).allMatch(line -> line.contains("phase=\"Pending\",verdict=\"\""));
    }

    @Test
    void anExternalTargetHasNoStorageOfOurs() throws IOException {
        runs.add(MeasuredRuns.named("a", "compute: {backend: external, target: x}", PerformanceRunStatus.empty()));

        assertThat(lines("perf_run_attempt")).singleElement().asString().contains("compute=\"external\",storage=\"\"");
    }

    @Test
    void oneFamilyIsToldOnceHoweverManyRunsThereAre() {
        runs.add(MeasuredRuns.measured("a"));
        runs.add(MeasuredRuns.measured("b"));

        assertThat(registry.metricFamilySamples().asIterator())
                .toIterable()
                .extracting((Collector.MetricFamilySamples family) -> family.name)
                .doesNotHaveDuplicates();
    }

    private List<String> lines(String prefix) throws IOException {
        var text = new StringWriter();
        TextFormat.write004(text, registry.metricFamilySamples());
        return text.toString()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .sorted()
                .toList();
    }
}
