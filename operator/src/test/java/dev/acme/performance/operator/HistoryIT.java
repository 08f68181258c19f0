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

    private void keepResult(Attempt attempt) {
        work.client()
                .resource(new ConfigMapBuilder()
                        .withMetadata(attempt.metadata(Component.RESULT))
                        .build())
                .create();
    }
}
