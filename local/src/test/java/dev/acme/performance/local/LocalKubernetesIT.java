package dev.acme.performance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.acme.performance.local.node.Images;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything together, once. */
class LocalKubernetesIT {
    @TempDir
    Path temporary;

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
