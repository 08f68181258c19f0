package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Objects that go while something is under way: nothing hangs, nothing is left, nothing overlaps. */
class DeletionE2E {
    private static final Duration GONE = Duration.ofSeconds(90);

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void theNamespaceOfARunThatIsUnderWay() {
        bench.apply("run", Specs.LONG);
        bench.awaitPhase("run", Phase.RUNNING);
        bench.awaitPod(bench.attempt("run"), Component.LOAD);

        long start = System.nanoTime();
        bench.deleteNamespace();
        bench.awaitNamespaceGone(GONE);

        bench.saw("namespace gone after %.1f s".formatted(Bench.secondsSince(start)));
    }

    @Test
    void aRunThatIsUnderWay() {
        var attempt = Attempt.of(bench.apply("run", Specs.LONG), 1);
        bench.awaitPhase("run", Phase.RUNNING);
        bench.awaitPod(attempt, Component.LOAD);

        long start = System.nanoTime();
        bench.kubectl("delete", "perfrun", "run", "--timeout=90s");
        double deleted = Bench.secondsSince(start);
        Awaitility.await("nothing of it is left")
                .atMost(GONE.toSeconds(), TimeUnit.SECONDS)
                .until(() -> leftovers(attempt).isEmpty());

        bench.saw("run gone after %.1f s, its children after %.1f s".formatted(deleted, Bench.secondsSince(start)));
    }

    @Test
    void aRunThatIsCreatedAgainUnderTheSameNameAtOnce() {
        var first = bench.apply("run", Specs.LONG);
        bench.awaitPhase("run", Phase.RUNNING);
        bench.awaitPod(Attempt.of(first, 1), Component.LOAD);

        bench.kubectl("delete", "perfrun", "run", "--timeout=90s");
        var second = bench.apply("run", Specs.SHORT);

        var run = bench.awaitEnd("run");
        bench.saw(run);
        bench.saw("first %s, second %s, pods side by side: %s"
                .formatted(uid(first), uid(second), bench.sightings().overlaps()));
        assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(uid(second)).isNotEqualTo(uid(first));
        assertThat(bench.sightings().jobs(Attempt.of(second, 1), Component.LOAD))
                .hasSize(1)
                .doesNotContainAnyElementsOf(bench.sightings().jobs(Attempt.of(first, 1), Component.LOAD));
        assertThat(bench.sightings().overlaps()).isEmpty();
    }

    private static String uid(PerformanceRun run) {
        return run.getMetadata().getUid();
    }

    private List<String> leftovers(Attempt attempt) {
        String selector = "performance.acme.dev/run-uid=" + attempt.runUid();
        return bench.kubectl("get", "job,deployment,service,configmap,pod", "-l", selector, "-o", "name")
                .lines()
                .toList();
    }
}
