package dev.acme.performance.operator.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** No installed operator while tests start their own, until the last of them has ended: both would carry out the same runs. */
final class PausedInstallation implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PausedInstallation.class))
                .computeIfAbsent("pause", _ -> Pause.begin());
    }

    private record Pause(int replicas) implements AutoCloseable {
        static Pause begin() {
            try (KubernetesClient client = new KubernetesClientBuilder().build()) {
                var installation = new Installation(client);
                var pause = new Pause(installation.replicas());
                installation.scale(0);
                return pause;
            }
        }

        @Override
        public void close() {
            try (KubernetesClient client = new KubernetesClientBuilder().build()) {
                new Installation(client).scale(replicas);
            }
        }
    }
}
