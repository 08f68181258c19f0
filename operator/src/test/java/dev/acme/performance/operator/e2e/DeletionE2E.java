package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
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

    /** A pod with the run's labels that never starts stands for one on a lost node. */
    @Test
    void aRunWithAPodThatDoesNotGo() {
        var attempt = Attempt.of(bench.apply("run", Specs.LONG), 1);
        bench.awaitPhase("run", Phase.RUNNING);
        bench.client().resource(stuck(attempt)).create();

        long start = System.nanoTime();
        bench.kubectl("delete", "perfrun", "run", "--timeout=90s");
        double deleted = Bench.secondsSince(start);
        String events = bench.kubectl("get", "events", "--field-selector=reason=CleanupIncomplete", "-o", "name");

        bench.saw("run gone after %.1f s, told by %s".formatted(deleted, events));
        assertThat(deleted).isBetween(55.0, 80.0);
        assertThat(events).isNotBlank();
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

    private Pod stuck(Attempt attempt) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(bench.namespace())
                .withName("stuck")
                .withLabels(attempt.labels(Component.LOAD))
                .endMetadata()
                .withNewSpec()
                .addToNodeSelector("performance.acme.dev/no-such-node", "yes")
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName("stuck")
                .withImage("localhost/none:1")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .addToDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
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
