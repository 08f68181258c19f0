package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.Results;
import java.util.List;
import java.util.Objects;
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

    /** The load lasts several times what an autoscaler takes to look, and a new replica to start, on a busy machine. */
    @Test
    void anAutoscalerAddsOneUnderLoad() {
        bench.apply("run", SPEC + """
                  compute: {cpu: 250m, memory: 256Mi, autoscaling: {minReplicas: 1, maxReplicas: 2, targetCpuPercent: 30}}
                  load: {mode: Closed, durationSeconds: 150, thinkTimeMs: 20}
                """);

        var run = bench.awaitEnd("run");
        bench.saw(run);
        bench.saw(bench.kubectl("get", "hpa", "-o", "wide"));
        assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(run.getStatus().validityReasons()).noneMatch(reason -> reason.startsWith("TargetChanged"));
        assertThat(replicas(run))
                .hasSize(2)
                .allSatisfy(replica -> assertThat(replica.succeeded()).isPositive());
    }

    private List<Results.Replica> replicas(PerformanceRun run) {
        var replicas =
                Objects.requireNonNull(run.getStatus().results(), "results").replicas();
        bench.saw("replicas " + replicas);
        return replicas;
    }
}
