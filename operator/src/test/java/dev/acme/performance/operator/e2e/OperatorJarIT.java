package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Definitions;
import dev.acme.performance.operator.MockElections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator as it is shipped: with the jars that its own names, not with those of the tests. */
class OperatorJarIT {
    @Test
    void itReadsAKubeconfigLeadsAndEndsInOrder(@TempDir Path folder) throws IOException {
        var server = MockElections.server();
        try (var client = server.createClient()) {
            Definitions.install(client);
            var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    current-context: mock
                    contexts: [{name: mock, context: {cluster: mock, user: mock}}]
                    clusters: [{name: mock, cluster: {server: "%s"}}]
                    users: [{name: mock, user: {token: none}}]
                    """.formatted(client.getMasterUrl()));
            var environment = Map.of(
                    "KUBECONFIG", kubeconfig.toString(),
                    "REGISTRY_IMAGE", "registry:1",
                    "LOADGEN_IMAGE", "loadgen:1",
                    "S3_BUCKET", "models",
                    "API_PORT", "0",
                    "HTTP_PORT", "0",
                    "LEADER_ELECTION", "true",
                    "LEASE_NAMESPACE", "perf",
                    "POD_NAME", "one");

            try (var operator = OperatorProcess.start("jar", environment, "leads identity=one")) {
                assertThat(operator.stop()).isLessThan(Duration.ofSeconds(10));
            }
        } finally {
            server.destroy();
        }
    }
}
