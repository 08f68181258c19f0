package dev.acme.performance.operator.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** No installed operator while a class is tested that starts its own: both would carry out the same runs. */
final class PausedInstallation implements BeforeAllCallback, AfterAllCallback {
    private int replicas;

    @Override
    public void beforeAll(ExtensionContext context) {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            var installation = new Installation(client);
            replicas = installation.replicas();
            installation.scale(0);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            new Installation(client).scale(replicas);
        }
    }
}
