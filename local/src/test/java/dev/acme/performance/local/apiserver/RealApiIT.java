package dev.acme.performance.local.apiserver;

import dev.acme.performance.crds.RealApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract, kept by a real API server: so it is one. */
@EnabledIfEnvironmentVariable(named = RealApiServer.ASSETS, matches = ".+")
class RealApiIT implements ApiContract, DiscoveryContract, WorkloadContract {
    private static RealApiServer server;

    @BeforeAll
    static void start() {
        server = RealApiServer.start();
        server.client().resource(THINGS).create();
        Awaitility.await("the kind is served")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> server.client()
                                .genericKubernetesResources("contract.test/v1", "Thing")
                                .inNamespace("default")
                                .list()
                        != null);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public KubernetesClient client() {
        return server.client();
    }
}
