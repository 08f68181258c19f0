package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What users do: cancel, suspend, run again. */
@ResourceLock(value = Bench.LEADER, mode = ResourceAccessMode.READ)
class RunsE2E {
    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void cancelKeepsWhatWasMeasured() {
        bench.apply("run", Specs.LONG);
        bench.awaitPhase("run", Phase.RUNNING);
        bench.awaitHalfWay("run");

        patch("{\"spec\":{\"cancel\":true}}");

        var run = bench.awaitEnd("run");
        bench.saw(run);
        bench.saw("kept %d requests"
                .formatted(Objects.requireNonNull(run.getStatus().results()).requests()));
        assertThat(run.getStatus().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(run.getStatus().results().requests()).isPositive();
        assertNothingRuns();
    }

    @Test
    void suspendResumeAndRerunAreAttemptsOfTheirOwn() {
        bench.apply("run", Specs.LONG);
        bench.awaitPhase("run", Phase.RUNNING);
        patch("{\"spec\":{\"suspend\":true}}");
        bench.saw(bench.awaitPhase("run", Phase.SUSPENDED));
        assertNothingRuns();

        patch("{\"spec\":{\"suspend\":false}}");
        var resumed = bench.awaitEnd("run");
        bench.saw(resumed);
        patch("{\"spec\":{\"rerun\":\"again\"}}");
        var again = bench.await(
                "run",
                Bench.PATIENCE,
                status -> status.attempt() == 3 && status.phase() != null && Bench.hasEnded(status));
        bench.saw(again);

        assertThat(resumed.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(resumed.getStatus().attempt()).isEqualTo(2);
        assertThat(again.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(again.getStatus().history())
                .extracting(entry -> entry.attempt())
                .containsExactly(3, 2);
        List.of(1, 2, 3)
                .forEach(number -> assertThat(bench.sightings().jobs(Attempt.of(again, number), Component.LOAD))
                        .hasSize(1));
    }

    private void patch(String patch) {
        bench.kubectl("patch", "perfrun", "run", "--type=merge", "-p", patch);
    }

    private void assertNothingRuns() {
        Awaitility.await("no pod is left")
                .atMost(Bench.PATIENCE)
                .until(() -> bench.client()
                        .pods()
                        .inNamespace(bench.namespace())
                        .list()
                        .getItems()
                        .isEmpty());
    }
}
