package dev.acme.performance.local;

import dev.acme.performance.local.apiserver.ApiServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/** A client of the machine's own API server. */
final class ClientOf {
    private static final int REQUEST_LIMIT_MILLIS = 10_000;

    private ClientOf() {}

    static KubernetesClient server(ApiServer server) {
        var config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url())
                .withOauthToken(server.token())
                .withNamespace("default")
                .withRequestTimeout(REQUEST_LIMIT_MILLIS)
                .withHttp2Disable(true)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
    }
}
