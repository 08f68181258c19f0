package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Pods that go half way through the load: the run says so, and no second pod's samples are ever counted. */
@ResourceLock(value = Bench.LEADER, mode = ResourceAccessMode.READ)
class LostPodsE2E {
    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void theLoadPodIsDeleted() {
        var pod = awaitHalfWay(Component.LOAD);

        bench.kubectl("delete", "pod", pod.getMetadata().getName(), "--wait=false");

        assertVoid("PodLost", "Disrupted", "ProgramFailed");
    }

    @Test
    void theLoadPodIsDeletedByForce() {
        var pod = awaitHalfWay(Component.LOAD);

        bench.kubectl("delete", "pod", pod.getMetadata().getName(), "--force", "--grace-period=0");

        assertVoid("PodLost", "Disrupted");
    }

    @Test
    void theLoadPodIsEvicted() {
        var pod = awaitHalfWay(Component.LOAD);

        assertThat(bench.client()
                        .pods()
                        .inNamespace(bench.namespace())
                        .withName(pod.getMetadata().getName())
                        .evict())
                .isTrue();

        assertVoid("Disrupted");
    }

    /** The kubelet's own eviction: a file in the pod's scratch folder grows beyond the folder's limit. */
    @Test
    void theLoadPodTakesMoreOfTheNodesDiskThanItMay() {
        var pod = awaitHalfWay(Component.LOAD, Specs.LONGER_THAN_A_KUBELETS_ROUND);

        fill(pod);

        assertVoid("Disrupted");
    }

    @Test
    void theLoadJobIsDeleted() {
        awaitHalfWay(Component.LOAD);

        bench.kubectl("delete", "job", bench.attempt("run").name(Component.LOAD), "--wait=false");

        assertVoid("PodLost");
    }

    @Test
    void theServicesPodIsDeleted() {
        var pod = awaitHalfWay(Component.REGISTRY);

        bench.kubectl("delete", "pod", pod.getMetadata().getName(), "--wait=false");

        var run = end();
        assertThat(run.getStatus().validity()).isEqualTo(Validity.INVALID);
        assertThat(String.join(" ", run.getStatus().validityReasons())).contains("TargetChanged");
        assertThat(run.getStatus().verdict()).isNotEqualTo(Verdict.PASS);
    }

    /** The pod of one kind while the load has measured for a while and is far from its end. */
    private Pod awaitHalfWay(Component component) {
        return awaitHalfWay(component, Specs.LONG);
    }

    private Pod awaitHalfWay(Component component, String spec) {
        bench.apply("run", spec);
        bench.awaitHalfWay("run");
        return bench.awaitPod(bench.attempt("run"), component);
    }

    /** The image holds no shell: its Java writes all that it can log of itself, 1.3 MB, ten times, again and again. */
    private void fill(Pod pod) {
        try {
            IntStream.range(0, 6).forEach(round -> log(pod, round));
        } catch (IllegalStateException e) {
            bench.saw("the pod went in the middle of it");
        }
    }

    private void log(Pod pod, int round) {
        var logs = IntStream.range(0, 10)
                .mapToObj(number -> "-Xlog:all=trace:file=/tmp/%d-%d.log:uptime:filecount=0".formatted(round, number));
        bench.kubectl(Stream.of(
                        Stream.of("exec", pod.getMetadata().getName(), "--", "java", "-Xmx16m", "-XX:+UseSerialGC"),
                        logs,
                        Stream.of("-version"))
                .flatMap(arguments -> arguments)
                .toArray(String[]::new));
    }

    private PerformanceRun end() {
        var run = bench.awaitEnd("run");
        bench.saw(run);
        var attempt = Attempt.of(run, 1);
        assertThat(bench.sightings().jobs(attempt, Component.LOAD)).hasSize(1);
        assertThat(bench.sightings().pods(attempt, Component.LOAD)).hasSize(1);
        return run;
    }

    private void assertVoid(String... reasons) {
        var run = end();
        var status = run.getStatus();
        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(Bench.reason(status)).isIn((Object[]) reasons);
        assertThat(status.validity()).isEqualTo(Validity.INVALID);
        assertThat(status.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
