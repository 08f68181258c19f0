package dev.acme.performance.operator.load;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunProgress.Stage;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two load generators say at this moment, read by the operator's own client. */
class LiveProgressIT {
    private static final Attempt ATTEMPT = Attempt.of(Runs.run(""), 1);
    private static final RunProgress ONE = new RunProgress(Stage.MEASURING, 50, 100, 1, 40, 1_000, 1.5, 3.0, 9.0);

    private final Logs logs = new Logs();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final KubernetesMockServer server =
            new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), logs, false);
    private KubernetesClient client;
    private LiveProgress live;

    @BeforeEach
    void start() {
        server.init();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(server.url("/"))
                        .withHttp2Disable(true)
                        .build())
                .build();
        live = new LiveProgress(client, now::get);
    }

    @AfterEach
    void stop() {
        client.close();
        server.destroy();
    }

    @Test
    void podsThatAreAtWorkAreToldTogether() {
        pod("a", "Running");
        pod("b", "Running");
        pod("c", "Succeeded");
        says("a", ONE);
        says("b", new RunProgress(Stage.MEASURING, 40, 80, 2, 35, 800, 1.25, 4.0, 8.0));
        says("c", new RunProgress(Stage.MEASURING, 100, 999, 9, 99, 999, 9.9, 99.0, 99.0));

        assertThat(live.of(ATTEMPT)).contains(new RunProgress(Stage.MEASURING, 40, 180, 3, 75, 1_800, 2.75, 4.0, 9.0));
    }

    @Test
    void whoeverAsksWithinTheSameSecondGetsTheSameAnswer() {
        pod("a", "Running");
        says("a", ONE);
        assertThat(live.of(ATTEMPT)).contains(ONE);
        var later = new RunProgress(Stage.MEASURING, 60, 120, 1, 20, 1_200, 0.2, 3.0, 9.0);
        says("a", later);

        now.set(NOW.plusMillis(899));
        assertThat(live.of(ATTEMPT)).contains(ONE);
        assertThat(logs.read).hasValue(1);
        now.set(NOW.plusMillis(900));
        assertThat(live.of(ATTEMPT)).contains(later);
        assertThat(logs.read).hasValue(2);
    }

    @Test
    void aLoadThatHasSaidNothingHasNoProgress() {
        assertThat(live.of(ATTEMPT)).isEmpty();
        pod("a", "Running");
        now.set(NOW.plusSeconds(1));
        assertThat(live.of(ATTEMPT)).isEmpty();
        assertThat(live.of(ATTEMPT.withNumber(2))).isEmpty();
    }

    private void pod(String name, String phase) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(ATTEMPT.namespace())
                        .withName(name)
                        .withLabels(ATTEMPT.labels(Component.LOAD))
                        .endMetadata()
                        .withNewStatus()
                        .withPhase(phase)
                        .endStatus()
                        .build())
                .create();
    }

    private void says(String pod, RunProgress line) {
        logs.byPod.put(pod, "starting\n" + new ExchangeCodec().writeLine(line) + "\n");
    }

    /** Keeps objects, and has a log for each pod. */
    private static final class Logs extends KubernetesCrudDispatcher {
        private final Map<String, String> byPod = new ConcurrentHashMap<>();
        private final AtomicInteger read = new AtomicInteger();

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            String path = request.getPath();
            if (!path.contains("/log?")) {
                return super.dispatch(request);
            }
            read.incrementAndGet();
            String pod = path.replaceFirst(".*/pods/([^/]+)/log.*", "$1");
            return new MockResponse().setResponseCode(200).setBody(byPod.getOrDefault(pod, ""));
        }
    }
}
