package dev.acme.performance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.local.node.Images;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything together, once. */
class LocalKubernetesIT {
    @TempDir
    Path temporary;

    /** As kubectl does, which shows no token over plain HTTP. */
    @Test
    void itsKubeconfigLetsAClientInThatShowsNoToken() throws IOException, InterruptedException {
        Path folder = temporary.resolve("machine");
        try (var _ = LocalKubernetes.start(LocalSettings.of(folder, new Images(Map.of())));
                var http = HttpClient.newHttpClient()) {
            var config = Config.fromKubeconfig(Files.readString(folder.resolve("kubeconfig")));
            var nodes = HttpRequest.newBuilder(URI.create(config.getMasterUrl() + "api/v1/nodes"))
                    .build();

            var answer = http.send(nodes, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"kind\":\"NodeList\"");
            var stranger = URI.create(
                    config.getMasterUrl().replaceFirst("/token/.*", "/token/" + "0".repeat(43)) + "/api/v1/nodes");
            assertThat(http.send(HttpRequest.newBuilder(stranger).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void itStartsServesAndLeavesNothingBehind() {
        Path folder = temporary.resolve("machine");
        var settings = LocalSettings.of(folder, new Images(Map.of()));
        try (var kubernetes = LocalKubernetes.start(settings)) {
            assertThat(kubernetes.client().nodes().list().getItems()).hasSize(1);
            assertThat(kubernetes.backends().endpoints().s3().getPort()).isPositive();
            assertThat(folder.resolve("kubeconfig")).exists();
            assertThatThrownBy(() -> LocalKubernetes.start(settings))
                    .isInstanceOf(FolderUnavailable.class)
                    .hasMessageContaining(
                            "another perfrun (pid " + ProcessHandle.current().pid() + ") uses");
        }
        assertThat(Files.exists(folder)).isFalse();
    }
}
