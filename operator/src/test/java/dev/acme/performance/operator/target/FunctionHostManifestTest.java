package dev.acme.performance.operator.target;

import static dev.acme.performance.operator.target.Installation.container;
import static dev.acme.performance.operator.target.Installation.deployment;
import static dev.acme.performance.operator.target.Installation.environment;
import static dev.acme.performance.operator.target.Installation.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionHostManifestTest {
    @Test
    void aFunctionIsAHostOfOneReplicaThatIsToldTheFunctionsSettings() {
        var deployment =
                deployment("compute: {backend: lambda, memory: 2Gi, lambda: {memoryMb: 3538, maxConcurrency: 9,"
                        + " provisionedConcurrency: 0, idleSeconds: 300, timeoutSeconds: 60}}");
        var pod = deployment.getSpec().getTemplate().getSpec();

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
        assertThat(container(pod).getArgs()).containsExactly("function-host");
        assertThat(environment(pod))
                .containsEntry("COMPUTE_BACKEND", "lambda")
                .containsEntry("FUNCTION_MEMORY_MB", "3538")
                .containsEntry("FUNCTION_MAX_CONCURRENCY", "9")
                .containsEntry("FUNCTION_PROVISIONED_CONCURRENCY", "0")
                .containsEntry("FUNCTION_IDLE_SECONDS", "300")
                .containsEntry("FUNCTION_TIMEOUT_SECONDS", "60")
                .containsEntry("FUNCTION_HOST_MEMORY_MB", "2048")
                .containsEntry("FUNCTION_AOT_CACHE", "/tmp/function.aot");
        assertThat(environment(serving("")))
                .containsEntry("COMPUTE_BACKEND", "ecs")
                .doesNotContainKey("FUNCTION_MEMORY_MB");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 512Mi, 100, 0, 640Mi",
        "8, 512Mi, 100, 0, 1040Mi",
        "100, 512Mi, 100, 0, 11160Mi",
        "100, 512Mi, 3, 0, 640Mi",
        "1, 512Mi, 100, 50, 5660Mi",
        "8, 4Gi, 100, 0, 4Gi"
    })
    void itHasMemoryForAnEnvironmentForEachClient(
            int clients, String asked, int most, int provisioned, String planned) {
        var container = container(serving("clients: " + clients + "\ncompute: {backend: lambda, memory: " + asked
                + ", lambda: {memoryMb: 1769, maxConcurrency: " + most + ", provisionedConcurrency: " + provisioned
                + ", idleSeconds: 300, timeoutSeconds: 60}}"));

        assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity(planned));
        assertThat(container.getResources().getRequests())
                .isEqualTo(container.getResources().getLimits());
    }
}
