package dev.acme.performance.operator;

import static dev.acme.performance.operator.FakeCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of a run that was measured often. */
class HistoryIT {
    private final OperatorAtWork work = new OperatorAtWork();

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void theEleventhAttemptDeletesTheResultOfTheFirstOnly() {
        work.stopOperator();
        var run = work.cluster().apply(Runs.run("rerun: again"));
        run.setStatus(PerformanceRunStatus.empty()
                .withPhase(Phase.SUCCEEDED)
                .withAttempt(10)
                .withObservedGeneration(0L)
                .withCompletedAt(Runs.NOW.toString()));
        work.client().resource(run).updateStatus();
        keepResult(Attempt.of(run, 1));
        keepResult(Attempt.of(run, 2));

        work.restartOperator();
        work.await("tiny", status -> status.attempt() == 11);

        assertThat(work.client().configMaps().inNamespace(NAMESPACE).list().getItems())
                .extracting(result -> result.getMetadata().getName())
                .contains(Attempt.of(run, 2).name(Component.RESULT))
                .doesNotContain(Attempt.of(run, 1).name(Component.RESULT));
    }

    /** Nightly runs have a name each: what they have in common is the spec and the environment. */
    @Test
    void aRunThatFallsOutOfThoseOfOtherNamesBeforeItIsToldSo() {
        for (int night = 1; night <= 5; night++) {
            measured("night-" + night, 100);
        }

        assertThat(measured("night-6", 80).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.name()).isEqualTo("Shift");
            assertThat(finding.message())
                    .startsWith("requests/s changed between attempt 1 of night-5 and attempt 1: 50.00 in the 5 before,"
                            + " 40.00 in 1 since");
        });
    }

    private PerformanceRunStatus measured(String name, long succeeded) {
        var run = work.cluster().apply(OperatorAtWork.named(name));
        work.cluster().carryOut(Attempt.of(run, 1), Runs.result(succeeded));
        return work.await(name, status -> status.phase() == Phase.SUCCEEDED).getStatus();
    }

    private void keepResult(Attempt attempt) {
        work.client()
                .resource(new ConfigMapBuilder()
                        .withMetadata(attempt.metadata(Component.RESULT))
                        .build())
                .create();
    }
}
