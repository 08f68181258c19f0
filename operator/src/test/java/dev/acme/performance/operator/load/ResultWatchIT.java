package dev.acme.performance.operator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.target.Attempt;
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
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of a load generator at work, read by the operator's own client. */
class ResultWatchIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ExchangeCodec CODEC = new ExchangeCodec();
    private static final String PROGRESS =
            CODEC.writeLine(new RunProgress(RunProgress.Stage.MEASURING, 50, 50, 1, 33.3, 12345, 0.1, 3.5, 9.25));
    private static final String RESULT = CODEC.writeLine(Runs.result(100));
    private static final Attempt ATTEMPT = Attempt.of(Runs.run(""), 1);

    private final List<Attempt> woken = new CopyOnWriteArrayList<>();
    private final FollowedLog log;
    private final ApiServer api;
    private final KubernetesMockServer server;
    private final KubernetesClient client;
    private final ResultWatch watch;

    ResultWatchIT() throws IOException {
        log = new FollowedLog();
        api = new ApiServer(log.url());
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), api, false);
        server.init();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(server.url("/"))
                        .withHttp2Disable(true)
                        .build())
                .build();
        watch = new ResultWatch(client, woken::add);
    }

    @BeforeEach
    void follow() {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("bench")
                        .withName("pod")
                        .endMetadata()
                        .build())
                .create();
        watch.follow(ATTEMPT, "pod");
        await().atMost(PATIENCE).until(() -> log.readers() == 1);
    }

    @AfterEach
    void stop() {
        log.close();
        client.close();
        server.destroy();
    }

    @Test
    void aResultIsKnownAsSoonAsItIsPrintedWhileTheLogGoesOn() {
        log.print("starting");
        log.print(PROGRESS);
        log.print(RESULT);

        await().atMost(PATIENCE).until(() -> woken.equals(List.of(ATTEMPT)));
        assertThat(watch.hasResult(ATTEMPT, "pod")).isTrue();
        assertThat(watch.hasResult(ATTEMPT, "another")).isFalse();
        assertThat(watch.hasResult(Attempt.of(Runs.run(""), 2), "pod")).isFalse();
    }

    @Test
    void aLogIsFollowedOnceAndWithinBounds() {
        watch.follow(ATTEMPT, "pod");
        log.print(RESULT);

        await().atMost(PATIENCE).until(() -> !woken.isEmpty());
        assertThat(api.logs)
                .singleElement()
                .asString()
                .startsWith("/api/v1/namespaces/bench/pods/pod/log?")
                .contains("follow=true", "container=load", "tailLines=2", "limitBytes=16777216");
    }

    @Test
    void aLogThatEndsWithoutAWholeResultWakesNobodyAndMayBeFollowedAgain() {
        log.print(PROGRESS);
        log.print(
                CODEC.writeLine(Runs.result(60).withValidityReasons(List.of("Cancelled: stopped after 60 requests"))));
        log.end();

        followAgain(1);
        assertThat(watch.hasResult(ATTEMPT, "pod")).isFalse();
        assertThat(woken).isEmpty();
        log.print(RESULT);
        await().atMost(PATIENCE).until(() -> watch.hasResult(ATTEMPT, "pod"));
    }

    @Test
    void aLogThatIsRefusedMayBeFollowedAgain() {
        api.code = HttpURLConnection.HTTP_FORBIDDEN;
        log.end();

        followAgain(2);
        assertThat(woken).isEmpty();
        api.code = HttpURLConnection.HTTP_MOVED_TEMP;
        followAgain(3);
        log.print(RESULT);
        await().atMost(PATIENCE).until(() -> watch.hasResult(ATTEMPT, "pod"));
    }

    @Test
    void whatIsForgottenIsReadNoMore() {
        watch.forget(ATTEMPT);

        await().atMost(PATIENCE).until(() -> {
            log.print(PROGRESS);
            return log.readers() == 0;
        });
        assertThat(watch.hasResult(ATTEMPT, "pod")).isFalse();
    }

    @Test
    void aResultThatIsForgottenIsNotKnownAnyMore() {
        log.print(RESULT);
        await().atMost(PATIENCE).until(() -> watch.hasResult(ATTEMPT, "pod"));

        watch.forget(ATTEMPT);

        assertThat(watch.hasResult(ATTEMPT, "pod")).isFalse();
    }

    /** As the operator does at every look at the run, until it was asked for more logs than that. */
    private void followAgain(int before) {
        await().atMost(PATIENCE).until(() -> {
            watch.follow(ATTEMPT, "pod");
            return api.logs.size() > before;
        });
    }

    /** Sends whoever wants a log to the kubelet, as long as it does not refuse it. */
    private static final class ApiServer extends KubernetesCrudDispatcher {
        private final String kubelet;
        private final List<String> logs = new CopyOnWriteArrayList<>();
        private volatile int code = HttpURLConnection.HTTP_MOVED_TEMP;

        ApiServer(String kubelet) {
            this.kubelet = kubelet;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            if (!request.getPath().contains("/log?")) {
                return super.dispatch(request);
            }
            logs.add(request.getPath());
            return new MockResponse()
                    .setResponseCode(code)
                    .setHeader("Location", kubelet)
                    .setBody("{}");
        }
    }
}
