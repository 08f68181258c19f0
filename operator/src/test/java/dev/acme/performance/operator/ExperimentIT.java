package dev.acme.performance.operator;

import static dev.acme.performance.operator.FakeCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Cell;
import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.crds.PerformanceExperimentStatus.CellVerdict;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.Experiments;
import dev.acme.performance.operator.target.Attempt;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Experiments in an API server, their runs carried out by hand. */
class ExperimentIT {
    private static final String THREADS = """
            repeats: 1
            factors:
            - {name: threads, path: pools.threads, values: [10, 20]}
            """;

    private final OperatorAtWork work = new OperatorAtWork();
    private final Set<String> carriedOut = new HashSet<>();

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void runsAreCreatedOneByOneComparedAndReportedAcrossARestart() {
        work.admitEveryRun();
        var experiment = apply(THREADS);

        carryOutNext();
        work.stopOperator();
        work.restartOperator();
        carryOutNext();
        var status = await(one -> one.phase() == ExperimentPhase.SUCCEEDED);

        var attempt = ExperimentAttempt.of(experiment, 1);
        assertThat(status.completed()).isEqualTo(2);
        assertThat(status.cells()).extracting(Cell::runs).containsExactly(1, 1);
        assertThat(runs())
                .extracting(run -> run.getMetadata().getName())
                .containsExactlyInAnyOrder(attempt.runName(0, false), attempt.runName(1, false));
        assertThat(runs()).allSatisfy(run -> {
            assertThat(attempt.owns(run)).isTrue();
            assertThat(run.getMetadata().getLabels()).containsEntry(ExperimentAttempt.EXPERIMENT, "backends");
        });
        assertThat(runs()).extracting(run -> run.getSpec().pools().threads()).containsExactlyInAnyOrder(10, 20);
        var report = work.client()
                .configMaps()
                .inNamespace(NAMESPACE)
                .withName(status.report())
                .get();
        assertThat(attempt.owns(report)).isTrue();
        assertThat(report.getData()).containsKeys("report.md", "report.html", "report.json");
    }

    /** S-04: a run that somebody made under the name that a measurement needs is not taken for it. */
    @Test
    void aRunOfSomebodyElseIsNotAdopted() {
        work.admitEveryRun();
        work.stopOperator();
        var experiment = apply("repeats: 1");
        var attempt = ExperimentAttempt.of(experiment, 1);
        var squatter = Runs.run("suspend: true");
        squatter.getMetadata().setName(attempt.runName(0, false));
        work.cluster().apply(squatter);

        work.restartOperator();
        var status = await(one -> one.failed() > 0);

        assertThat(status.completed()).isZero();
        assertThat(await(one -> one.phase() == ExperimentPhase.FAILED).cells())
                .singleElement()
                .satisfies(cell -> assertThat(cell.runs()).isZero());
    }

    @Test
    void whatTheApiServerRefusesIsSkippedWithItsReason() {
        work.refuseEveryRun("pools.threads: too many");
        apply(THREADS);

        var status = await(one -> one.phase() == ExperimentPhase.FAILED);

        assertThat(status.cells()).extracting(Cell::verdict).containsOnly(CellVerdict.SKIPPED);
        assertThat(status.cells().getFirst().reason()).contains("pools.threads: too many");
        assertThat(runs()).isEmpty();
    }

    private PerformanceExperiment apply(String yaml) {
        var experiment = Experiments.experiment(Experiments.spec(yaml));
        experiment.getMetadata().setNamespace(NAMESPACE);
        experiment.getMetadata().setResourceVersion(null);
        experiment.getMetadata().setUid(null);
        return work.client().resource(experiment).create();
    }

    /** The next run that was not carried out yet: one that was may still be open while its numbers are read. */
    private void carryOutNext() {
        String name = fresh(await(status -> fresh(status).isPresent())).orElseThrow();
        carriedOut.add(name);
        work.cluster().carryOut(Attempt.of(work.cluster().run(name), 1), Runs.result(100));
    }

    private Optional<String> fresh(PerformanceExperimentStatus status) {
        return status.open().stream()
                .map(PerformanceExperimentStatus.OpenRun::run)
                .filter(name -> !carriedOut.contains(name))
                .filter(name -> runs().stream()
                        .anyMatch(run -> run.getMetadata().getName().equals(name)))
                .findFirst();
    }

    private PerformanceExperimentStatus await(Predicate<PerformanceExperimentStatus> condition) {
        return Awaitility.await("the experiment")
                .atMost(OperatorAtWork.PATIENCE)
                .until(this::status, condition);
    }

    private PerformanceExperimentStatus status() {
        var experiment = Objects.requireNonNull(work.client()
                .resources(PerformanceExperiment.class)
                .inNamespace(NAMESPACE)
                .withName("backends")
                .get());
        return Objects.requireNonNullElse(experiment.getStatus(), PerformanceExperimentStatus.empty());
    }

    private List<PerformanceRun> runs() {
        return work.client()
                .resources(PerformanceRun.class)
                .inNamespace(NAMESPACE)
                .list()
                .getItems();
    }
}
