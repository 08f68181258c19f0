package dev.acme.performance.operator.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.Definitions;
import dev.acme.performance.operator.Runs;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
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
    final Queue<Audit.Entry> audited = new ConcurrentLinkedQueue<>();
    private final AtomicLong turned = new AtomicLong();
    private final KubernetesMockServer server;
    private final KubernetesClient client;
    private final Limits limits;
    private final EventTimes times;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private WebEndpoint web;

    WebAtWork() {
        this(Limits.STANDARD, Duration.ofSeconds(10));
    }

    WebAtWork(Limits limits, Duration silence) {
        this.limits = limits;
        this.times = new EventTimes(silence, Duration.ofSeconds(60), Duration.ofMinutes(15), this::nanoTime);
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(), api, false);
        server.init();
        client = new KubernetesClientBuilder().withConfig(config()).build();
        Definitions.install(client);
        api.know(RIGHT, USER);
        api.allow(USER, BENCH);
        api.know(STRANGER, "stranger");
        api.allow("stranger", OTHER);
        web = started(0);
    }

    private WebEndpoint started(int port) {
        var endpoint = WebEndpoint.start(
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
                config());
        Awaitility.await("lists are complete")
                .atMost(PATIENCE)
                .until(() -> endpoint.inventory().isComplete());
        return endpoint;
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
                                && (status.phase() == null || !it.phase().equals("Pending"))));
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

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
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
