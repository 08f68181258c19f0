package dev.acme.performance.operator.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.Definitions;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.ops.OperatorMetrics;
import dev.acme.performance.operator.web.access.Audit;
import dev.acme.performance.operator.web.events.EventTimes;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.http.Limits;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The API over real HTTP on an in-process API server with two tenants, and a clock that a test turns on. */
final class WebAtWork implements AutoCloseable {
    static final String BENCH = "bench";
    static final String OTHER = "other";
    /** Of somebody who may do everything in {@link #BENCH}, and nothing elsewhere. */
    static final String RIGHT = "right-token";
    /** Of somebody who may do everything in {@link #OTHER}, and nothing elsewhere. */
    static final String STRANGER = "stranger-token";

    static final String USER = "system:serviceaccount:bench:tester";
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final ReviewingApi api = new ReviewingApi();
    final CollectorRegistry counted = new CollectorRegistry();
    final Queue<Audit.Entry> audited = new ConcurrentLinkedQueue<>();
    private final AtomicLong turned = new AtomicLong();
    private final KubernetesMockServer server;
    private final KubernetesClient client;
    private final Limits limits;
    private final EventTimes times;
    private final OperatorMetrics metrics = new OperatorMetrics(counted);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ApiDescription description = ApiDescription.read();
    private WebEndpoint web;

    WebAtWork() {
        this(Limits.STANDARD, Duration.ofSeconds(10));
    }

    /** One that finds the API server as {@code prepare} leaves it. */
    WebAtWork(Consumer<ReviewingApi> prepare) {
        this(Limits.STANDARD, Duration.ofSeconds(10), prepare);
    }

    WebAtWork(Limits limits, Duration silence) {
        this(limits, silence, _ -> {});
    }

    private WebAtWork(Limits limits, Duration silence, Consumer<ReviewingApi> prepare) {
        this.limits = limits;
        this.times =
                new EventTimes(silence, EventTimes.STANDARD.review(), EventTimes.STANDARD.longest(), this::nanoTime);
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), api, false);
        server.init();
        client = new KubernetesClientBuilder().withConfig(config()).build();
        Definitions.install(client);
        api.know(RIGHT, USER);
        api.allow(USER, BENCH);
        api.know(STRANGER, "stranger");
        api.allow("stranger", OTHER);
        prepare.accept(api);
        web = started(0);
    }

    private WebEndpoint started(int port) {
        var endpoint = begun(port);
        Awaitility.await("lists are complete")
                .atMost(PATIENCE)
                .until(() -> endpoint.inventory().isComplete());
        return endpoint;
    }

    private WebEndpoint begun(int port) {
        return WebEndpoint.start(
                new WebSettings(
                        "127.0.0.1",
                        port,
                        Set.of(BENCH, OTHER),
                        "simulated",
                        1,
                        () -> true,
                        () -> true,
                        limits,
                        times,
                        audited::add,
                        () -> Runs.NOW,
                        this::nanoTime),
                config(),
                metrics);
    }

    /** Another process on the same port, which knows nothing but what the API server tells. */
    void restart() {
        restart(() -> {});
    }

    /** The process is gone for as long as {@code meanwhile} takes. */
    void restart(Runnable meanwhile) {
        int port = web.port();
        web.close();
        meanwhile.run();
        web = started(port);
    }

    /** The same, and whoever asks it finds it at its beginning. */
    void restartUnawaited() {
        int port = web.port();
        web.close();
        web = begun(port);
    }

    WebEndpoint web() {
        return web;
    }

    int port() {
        return web.port();
    }

    KubernetesClient client() {
        return client;
    }

    private long nanoTime() {
        return System.nanoTime() + turned.get();
    }

    /** What caches, rates and streams count by is later from now on. */
    void turnClock(Duration by) {
        turned.addAndGet(by.toNanos());
    }

    /** A run with a status, as the operator leaves it; known to the API. */
    PerformanceRun run(String namespace, String name, PerformanceRunStatus status) {
        var run = Runs.run("");
        run.getMetadata().setNamespace(namespace);
        run.getMetadata().setName(name);
        run.getMetadata().setUid(null);
        run.getMetadata().setResourceVersion(null);
        var made = client.resource(run).create();
        made.setStatus(status);
        var told = client.resource(made).updateStatus();
        Awaitility.await(name)
                .atMost(PATIENCE)
                .until(() -> web.inventory().runs(namespace::equals).stream()
                        .anyMatch(it -> it.name().equals(name)
                                && it.attempt() == Math.max(1, status.attempt())
                                && it.phase()
                                        .equals(Json.word(Objects.requireNonNullElse(status.phase(), Phase.PENDING)))));
        return told;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + web.port() + path);
    }

    HttpRequest.Builder request(String path, String token) {
        var request = HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> get(String path) {
        return send(request(path, RIGHT).build());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        var request = request(path, RIGHT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /** The whole answer, which is as the API's description says: whatever a test asks for, this is asked, too. */
    HttpResponse<String> send(HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            description.check(answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An answer's status and text. */
    record Read(int status, String text) {}

    /** All of an answer; of a stream, what there is when it begins. */
    Read read(HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofLines());
            try (var lines = answer.body()) {
                return new Read(
                        answer.statusCode(),
                        lines.takeWhile(line -> !line.equals("event: all")).collect(Collectors.joining("\n")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What begins to be answered, without what is. */
    HttpResponse<InputStream> left(HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            answer.body().close();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpClient http() {
        return http;
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.trusted(answer.body());
    }

    private Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url("/"))
                .withNamespace(BENCH)
                .withHttp2Disable(true)
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
        web.close();
        client.close();
        server.destroy();
    }
}
