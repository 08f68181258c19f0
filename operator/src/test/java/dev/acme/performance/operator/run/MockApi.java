package dev.acme.performance.operator.run;

import dev.acme.performance.operator.Definitions;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.util.HashMap;
import java.util.Queue;

/** An API server in this process that knows our kinds, keeps what it is given, and answers as it is told where it is told. */
public record MockApi(KubernetesMockServer server, KubernetesClient client) implements AutoCloseable {
    public static MockApi start() {
        var answers = new HashMap<ServerRequest, Queue<ServerResponse>>();
        var server = new KubernetesMockServer(
                new Context(), new MockWebServer(), answers, new KubernetesMixedDispatcher(answers), false);
        server.init();
        var client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(server.url("/"))
                        .withHttp2Disable(true)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        Definitions.install(client);
        return new MockApi(server, client);
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
