package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnOrderTest {
    private final PerformanceRun old = run("old", 1, Phase.PENDING);
    private final PerformanceRun young = run("young", 2, Phase.PENDING);

    @Test
    void theOldestGoesFirst() {
        var turns = new TurnOrder(1);

        assertThat(turns.ahead(old, List.of(old, young))).isEmpty();
        assertThat(turns.ahead(young, List.of(old, young))).containsExactly("old");
    }

    @Test
    void whoIsUnderWayGoesBeforeAll() {
        var active = run("active", 9, Phase.RUNNING);

        assertThat(new TurnOrder(1).ahead(old, List.of(old, young, active))).containsExactly("active");
        assertThat(new TurnOrder(2).ahead(old, List.of(old, young, active))).isEmpty();
        assertThat(new TurnOrder(2).ahead(young, List.of(old, young, active))).containsExactly("active", "old");
    }

    @Test
    void whoEndedOrWaitsForItsUserHoldsNobodyUp() {
        var suspended = run("suspended", 0, Phase.PENDING);
        suspended.setSpec(Runs.spec("suspend: true"));

        assertThat(new TurnOrder(1).ahead(young, List.of(run("done", 0, Phase.SUCCEEDED), suspended, young)))
                .isEmpty();
    }

    @Test
    void aDeletedRunHoldsItsTurnUntilItsPodsAreGone() {
        var deleted = run("deleted", 9, Phase.RUNNING);
        deleted.getMetadata().setDeletionTimestamp(Runs.NOW.toString());
        assertThat(new TurnOrder(1).ahead(old, List.of(old, deleted))).isEmpty();

        deleted.getMetadata().setFinalizers(List.of(Finalizer.NAME));

        assertThat(new TurnOrder(1).ahead(old, List.of(old, deleted))).containsExactly("deleted");
    }

    @Test
    void aRunThatCannotBeReadHoldsNobodyUp() {
        var unreadable = run("unreadable", 0, Phase.PENDING);
        unreadable.setSpec(null);

        assertThat(new TurnOrder(1).ahead(young, List.of(unreadable, young))).isEmpty();
    }

    @Test
    void ofTwoOfTheSameSecondOneGoesFirst() {
        var a = run("a", 1, Phase.PENDING);
        var b = run("b", 1, Phase.PENDING);

        assertThat(new TurnOrder(1).ahead(a, List.of(a, b))).isEmpty();
        assertThat(new TurnOrder(1).ahead(b, List.of(a, b))).containsExactly("a");
    }

    private static PerformanceRun run(String name, int second, Phase phase) {
        var run = Runs.run("", PerformanceRunStatus.empty().withPhase(phase));
        run.getMetadata().setName(name);
        run.getMetadata().setUid(name);
        run.getMetadata().setCreationTimestamp(Runs.NOW.plusSeconds(second).toString());
        return run;
    }
}
