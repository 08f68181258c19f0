package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several replicas carry the load together, also those that an autoscaler adds in the middle of it. */
class ReplicasE2E {
    private static final String SPEC = """
              clients: 8
              model: {id: acme/short, sizeBytes: 1000000, registrySize: 3}
            """;

    @RegisterExtension
    final Bench bench = new Bench();

    @Test
    void twoShareTheLoad() {
        bench.apply("run", SPEC + "  compute: {replicas: 2, cpu: 250m, memory: 256Mi}\n");

        var run = bench.awaitEnd("run");
        bench.saw(run);
        assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(replicas(run))
                .hasSize(2)
                .extracting(Results.Replica::succeeded)
                .containsOnly(4L);
    }

    /** How soon a new one is asked for is the cluster's business: the load lasts until both have sent something. */
    @Test
    void anAutoscalerAddsOneUnderLoad() {
        bench.apply("run", SPEC + """
                  compute: {cpu: 250m, memory: 256Mi, autoscaling: {minReplicas: 1, maxReplicas: 2, targetCpuPercent: 30}}
                  load: {mode: Closed, durationSeconds: 290, thinkTimeMs: 20}
                """);
        bench.awaitPhase("run", Phase.RUNNING);
        var attempt = bench.attempt("run");

        Awaitility.await("two replicas that sent archives")
                .atMost(Bench.PATIENCE)
                .until(() -> sending(attempt) == 2);
        bench.kubectl("patch", "perfrun", "run", "--type=merge", "-p", "{\"spec\":{\"cancel\":true}}");

        var run = bench.awaitEnd("run");
        bench.saw(run);
        bench.saw(bench.kubectl("get", "hpa", "-o", "wide"));
        assertThat(run.getStatus().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(run.getStatus().validityReasons()).noneMatch(reason -> reason.startsWith("TargetChanged"));
        assertThat(replicas(run))
                .hasSize(2)
                .allSatisfy(replica -> assertThat(replica.succeeded()).isPositive());
    }

    private long sending(Attempt attempt) {
        return bench
                .client()
                .pods()
                .inNamespace(bench.namespace())
                .withLabels(attempt.selector(Component.REGISTRY))
                .list()
                .getItems()
                .stream()
                .filter(pod -> metrics(pod).matches("(?s).*\\nregistry_bytes_sent_total [1-9].*"))
                .count();
    }

    private String metrics(Pod pod) {
        try {
            return bench.client()
                    .raw("/api/v1/namespaces/%s/pods/%s/proxy/metrics"
                            .formatted(bench.namespace(), pod.getMetadata().getName()));
        } catch (KubernetesClientException e) {
            return "it does not answer yet";
        }
    }

    private List<Results.Replica> replicas(PerformanceRun run) {
        var replicas =
                Objects.requireNonNull(run.getStatus().results(), "results").replicas();
        bench.saw("replicas " + replicas);
        return replicas;
    }
}
