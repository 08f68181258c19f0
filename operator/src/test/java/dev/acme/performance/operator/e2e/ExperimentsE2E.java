package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Experiments as users carry them out: applied, watched, waited for and read; suspended, cancelled and deleted. Alone, for
 * beside other tests numbers are void, and what is void is measured again. How many cells beyond its own a grid is given to
 * judge itself is not asked here.
 */
@Isolated
class ExperimentsE2E {
    private static final String MANIFEST = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceExperiment
            metadata: {name: %s}
            spec:
              template:
                metadata: {labels: {team: bench}}
                spec:
                  clients: 10
                  model: {id: acme/small, sizeBytes: 20000000, registrySize: 3}
                  compute: {memory: 256Mi}
              factors:
              - {name: storage, path: storage.backend, values: [s3, rds]}
              repeats: %d
            """;

    private static final String LABELS = "performance.acme.dev/";

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void aGridIsMeasuredComparedAndReported() throws IOException {
        String manifest = MANIFEST.formatted("grid", 2);
        List<ExperimentPhase> phases;
        try (var sightings = new ExperimentSightings(bench.client(), bench.namespace(), bench::saw)) {
            bench.kubectlFed(manifest, "apply", "-f", "-");
            bench.saw(bench.kubectl("wait", "--for=condition=Ready", "perfexp/grid", "--timeout=290s"));
            Awaitility.await("the end is seen")
                    .atMost(Bench.PATIENCE)
                    .until(() -> sightings.phases().contains(ExperimentPhase.SUCCEEDED));
            phases = sightings.phases();
        }

        var grid = experiment("grid");
        var status = grid.getStatus();
        assertThat(phases).containsExactly(ExperimentPhase.RUNNING, ExperimentPhase.SUCCEEDED);
        assertThat(bench.kubectlFed(manifest, "diff", "-f", "-")).isEmpty();
        assertThat(status.cells()).extracting(Cell::id).contains("s3", "rds");
        assertThat(status.cells()).allSatisfy(cell -> assertThat(cell.runs()).isGreaterThanOrEqualTo(2));
        assertThat(status.completed()).isEqualTo(status.total()).isGreaterThanOrEqualTo(4);
        assertThat(status.created()).isEqualTo(status.completed() + status.failed() + status.invalid());
        assertThat(status.best()).isNotNull();
        assertColumns(grid);
        assertRuns(grid);
        assertReport(grid);
        assertOperatorOwnsTheStatusOnly();
    }

    @Test
    void suspendedResumedCancelledAndDeletedItLeavesNothing() {
        bench.kubectlFed(MANIFEST.formatted("steered", 5), "apply", "-f", "-");
        awaitRunUnderWay("steered");

        patch("{\"spec\":{\"suspend\":true}}");
        var suspended = awaitPhase("steered", ExperimentPhase.SUSPENDED);
        saw(suspended);
        assertThat(runs("steered"))
                .singleElement()
                .satisfies(run -> assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED));

        patch("{\"spec\":{\"suspend\":false}}");
        awaitRunUnderWay("steered");
        patch("{\"spec\":{\"cancel\":true}}");
        var cancelled = awaitPhase("steered", ExperimentPhase.CANCELLED);
        saw(cancelled);
        assertThat(runs("steered")).hasSize(2).allMatch(run -> Bench.hasEnded(run.getStatus()));
        report(cancelled);

        long start = System.nanoTime();
        bench.kubectl("delete", "perfexp", "steered", "--timeout=90s");
        Awaitility.await("nothing of it is left")
                .atMost(Bench.PATIENCE)
                .untilAsserted(() -> assertThat(leftovers()).isBlank());
        bench.saw("gone with its runs and its report after %.1f s".formatted(Bench.secondsSince(start)));
    }

    private void assertColumns(PerformanceExperiment grid) {
        String columns = bench.kubectl("get", "perfexp", "-o", "wide");
        bench.saw("\n" + columns);
        var status = grid.getStatus();
        String count = String.valueOf(status.total());
        assertThat(columns.lines().findFirst())
                .hasValueSatisfying(header -> assertThat(header.split(" +"))
                        .containsExactly(
                                "NAME",
                                "PHASE",
                                "STRATEGY",
                                "COMPLETED",
                                "TOTAL",
                                "FAILED",
                                "BEST",
                                "AGE",
                                "INVALID",
                                "REPORT",
                                "MESSAGE"));
        assertThat(columns.lines().skip(1)).singleElement().satisfies(line -> {
            assertThat(line.split(" +")).startsWith("grid", "Succeeded", "Grid", count, count);
            assertThat(line).contains(Objects.requireNonNull(status.report())).endsWith(status.message());
        });
    }

    /** One after the other, and found by the labels that docs/experiments.md names. */
    private void assertRuns(PerformanceExperiment grid) {
        var runs = runs("grid");
        assertThat(runs).hasSize(grid.getStatus().created()).allSatisfy(run -> {
            bench.saw("%s %s %s %s \"%s\""
                    .formatted(
                            run.getMetadata().getName(),
                            run.getMetadata().getLabels(),
                            run.getStatus().phase(),
                            run.getStatus().validity(),
                            run.getStatus().message()));
            assertThat(run.getMetadata().getLabels())
                    .containsEntry("team", "bench")
                    .containsEntry(LABELS + "experiment", "grid")
                    .containsEntry(LABELS + "experiment-uid", grid.getMetadata().getUid())
                    .containsEntry(LABELS + "experiment-attempt", "1")
                    .containsKeys(LABELS + "cell", LABELS + "block", LABELS + "slot");
            assertOwned(run.getMetadata().getOwnerReferences(), grid);
            assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        });
        for (int i = 1; i < runs.size(); i++) {
            var before = Objects.requireNonNull(runs.get(i - 1).getStatus().completedAt());
            assertThat(Instant.parse(runs.get(i).getMetadata().getCreationTimestamp()))
                    .isAfterOrEqualTo(Instant.parse(before).truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private void assertReport(PerformanceExperiment grid) throws IOException {
        var files = report(grid).getData();
        assertThat(files).containsOnlyKeys("report.md", "report.html", "report.json");
        assertThat(files.get("report.md")).contains(bench.namespace() + "/grid", "s3", "rds");
        assertThat(files.get("report.html"))
                .startsWithIgnoringCase("<!doctype html>")
                .contains("<svg", "</html>");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(files.get("report.json"))
                        .isObject())
                .isTrue();
        bench.saw("\n" + files.get("report.md"));
    }

    /** What status names, of the experiment. */
    private ConfigMap report(PerformanceExperiment experiment) {
        String name = Objects.requireNonNull(experiment.getStatus().report(), "report");
        var report = bench.client()
                .configMaps()
                .inNamespace(bench.namespace())
                .withName(name)
                .require();
        assertOwned(report.getMetadata().getOwnerReferences(), experiment);
        assertThat(report.getMetadata().getLabels())
                .containsEntry(LABELS + "experiment", experiment.getMetadata().getName());
        return report;
    }

    private static void assertOwned(List<OwnerReference> owners, PerformanceExperiment experiment) {
        assertThat(owners).singleElement().satisfies(owner -> {
            assertThat(owner.getKind()).isEqualTo("PerformanceExperiment");
            assertThat(owner.getUid()).isEqualTo(experiment.getMetadata().getUid());
            assertThat(owner.getController()).isTrue();
        });
    }

    private void assertOperatorOwnsTheStatusOnly() {
        assertThat(experiment("grid").getMetadata().getManagedFields())
                .filteredOn(entry -> !entry.getManager().startsWith("kubectl"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.getFieldsV1().getAdditionalProperties())
                        .containsOnlyKeys("f:status"));
    }

    private void awaitRunUnderWay(String experiment) {
        Awaitility.await("a run of it has begun")
                .atMost(Bench.PATIENCE)
                .until(() -> runs(experiment).stream()
                        .map(PerformanceRun::getStatus)
                        .anyMatch(status -> status != null && status.phase() == Phase.PROVISIONING));
    }

    /** All but what Kubernetes itself puts into a namespace. */
    private String leftovers() {
        return bench.kubectl("get", "perfexp,perfrun,job,deployment,service,pod", "-o", "name")
                + bench.kubectl("get", "configmap", "--field-selector=metadata.name!=kube-root-ca.crt", "-o", "name");
    }

    private void patch(String patch) {
        bench.kubectl("patch", "perfexp", "steered", "--type=merge", "-p", patch);
    }

    private void saw(PerformanceExperiment experiment) {
        bench.saw("\n" + bench.kubectl("get", "perfexp,perfrun", "-o", "wide"));
        bench.saw("conditions "
                + experiment.getStatus().conditions().stream()
                        .map(condition ->
                                condition.getType() + "=" + condition.getStatus() + " " + condition.getReason())
                        .toList());
    }

    private PerformanceExperiment experiment(String name) {
        return resource(name).require();
    }

    private PerformanceExperiment awaitPhase(String name, ExperimentPhase phase) {
        return resource(name)
                .waitUntilCondition(
                        one -> one != null
                                && one.getStatus() != null
                                && one.getStatus().phase() == phase,
                        Bench.PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private Resource<PerformanceExperiment> resource(String name) {
        return bench.client()
                .resources(PerformanceExperiment.class)
                .inNamespace(bench.namespace())
                .withName(name);
    }

    /** Those of an experiment, in the order in which they began. */
    private List<PerformanceRun> runs(String experiment) {
        return bench
                .client()
                .resources(PerformanceRun.class)
                .inNamespace(bench.namespace())
                .withLabel(LABELS + "experiment", experiment)
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(run -> run.getStatus() == null
                        ? ""
                        : String.valueOf(run.getStatus().startedAt())))
                .toList();
    }
}
