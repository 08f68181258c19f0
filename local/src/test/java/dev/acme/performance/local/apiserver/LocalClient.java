package dev.acme.performance.local.apiserver;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A client of the one-machine API server, as a test has it. */
public final class LocalClient {
    /** Held, because the JDK forgets a logger, and its level, that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("");

    private LocalClient() {}

    public static KubernetesClient of(ApiServer server) {
        ROOT.setLevel(Level.WARNING);
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(server.url())
                        .withOauthToken(server.token())
                        .withNamespace("default")
                        .withRequestRetryBackoffLimit(0)
                        .withHttp2Disable(true)
                        .build())
                .build();
    }
}
