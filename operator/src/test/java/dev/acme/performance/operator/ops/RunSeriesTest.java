package dev.acme.performance.operator.ops;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prometheus is shown of runs. */
class RunSeriesTest {
    private static final List<String> NUMBERS = List.of(
            "perf_run_bytes",
            "perf_run_error",
            "perf_run_latency",
            "perf_run_load_duration",
            "perf_run_requests",
            "perf_run_valid");

    private final List<PerformanceRun> runs = new ArrayList<>();
    private final CollectorRegistry registry = new CollectorRegistry();
    private final OperatorMetrics metrics = new OperatorMetrics(registry);
    private String expected = "real";

    RunSeriesTest() {
        metrics.over(() -> List.copyOf(runs), run -> expected);
        metrics.leads(true);
    }

    @Test
    void aMeasuredRunIsShownInSecondsBytesAndRatios() throws IOException {
        runs.add(MeasuredRuns.measured("a"));

        assertThat(lines("perf_run_"))
                .containsExactly(
                        "perf_run_attempt{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 2.0",
                        "perf_run_bytes_per_second{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",} 490.0",
                        "perf_run_clients{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 100.0",
                        "perf_run_completed_timestamp_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 1.7672688605E9",
                        "perf_run_error_ratio{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",} 0.02",
                        "perf_run_info{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",phase=\"Succeeded\",verdict=\"Pass\",validity=\"Suspect\",mode=\"Burst\",experiment=\"\",} 1.0",
                        "perf_run_latency_seconds_count{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",} 98.0",
                        "perf_run_latency_seconds_sum{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",} 0.49",
                        "perf_run_latency_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",quantile=\"0.5\",} 0.005",
                        "perf_run_latency_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",quantile=\"0.9\",} 0.009",
                        "perf_run_latency_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",quantile=\"0.95\",} 0.009",
                        "perf_run_latency_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",quantile=\"0.99\",} 0.009",
                        "perf_run_load_duration_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",} 2.0",
                        "perf_run_requests_per_second{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",} 49.0",
                        "perf_run_started_timestamp_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 1.7672688E9",
                        "perf_run_timeout_seconds{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",} 3600.0",
                        "perf_run_valid{namespace=\"bench\",run=\"a\",compute=\"ecs\",storage=\"s3\",fidelity=\"simulated\",} 0.0");
    }

    @Test
    void aVoidRunIsShownAsVoidAndItsNumbersAreNot() throws IOException {
        var run = MeasuredRuns.measured("a");
        run.setStatus(Objects.requireNonNull(run.getStatus())
                .withValidity(Validity.INVALID)
                .withVerdict(Verdict.INCONCLUSIVE));
        runs.add(run);

        assertThat(lines("perf_run_info")).singleElement().asString().contains("validity=\"Invalid\"");
        assertThat(lines("perf_run_valid")).singleElement().asString().endsWith(" 0.0");
        assertThat(names())
                .containsExactly(
                        "perf_run_attempt",
                        "perf_run_clients",
                        "perf_run_completed_timestamp_seconds",
                        "perf_run_info",
                        "perf_run_started_timestamp_seconds",
                        "perf_run_timeout_seconds",
                        "perf_run_valid");
    }

    /** What results tell counts, and what is set now only for as long as there are none. */
    @ParameterizedTest
    @CsvSource({
        "real, simulated, real",
        "simulated, real, simulated",
        "the lab's own 7, real, other",
        ", real, unknown",
    })
    void everyNumberSaysWhatItStandsForInOneOfFourWords(@Nullable String told, String set, String label)
            throws IOException {
        expected = set;
        runs.add(MeasuredRuns.measuredAs("a", Optional.ofNullable(told)));

        assertThat(lines("perf_run_"))
                .filteredOn(line -> NUMBERS.stream().anyMatch(line::startsWith))
                .hasSize(11)
                .allMatch(line -> line.contains(",fidelity=\"" + label + "\","));
    }

    @ParameterizedTest
    @CsvSource({"real, real", "simulated, simulated", "lab, other"})
    void aRunUnderWaySaysWhatItsNumbersWillStandFor(String set, String label) throws IOException {
        expected = set;
        runs.add(MeasuredRuns.loading("a"));

        assertThat(lines("perf_run_info")).singleElement().asString().contains(",fidelity=\"" + label + "\",");
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

    private List<String> names() throws IOException {
        return lines("perf_run_").stream()
                .map(line -> line.substring(0, line.indexOf('{')))
                .distinct()
                .toList();
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
