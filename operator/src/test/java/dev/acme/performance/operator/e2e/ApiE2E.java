package dev.acme.performance.operator.e2e;

import static dev.acme.performance.operator.e2e.Installation.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The API as the installed operator serves it, through {@code perfrun serve --context}: tokens and roles are the cluster's own. */
@ResourceLock(
        value = Bench.LEADER,
        mode = ResourceAccessMode.READ) // the way to the Service ends with the pod that it led to
class ApiE2E {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration REQUEST = Duration.ofSeconds(20);
    /** What is taken away is gone within a minute, and a request of the test takes its time. */
    private static final Duration REVOKED = Duration.ofSeconds(70);

    private static final Duration STOPPED = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of("");

    @RegisterExtension
    final Bench bench = new Bench();

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void whoMayEditRunsStartsOneAndReadsItAndNobodyElseSeesIt() throws Exception {
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        String context = Command.run("kubectl", "config", "current-context").strip();
        var dashboard = new ProcessBuilder(
                        "../perfrun", "serve", "--context", context, "--namespace", RELEASE, "--port", "0")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            await().atMost(Bench.PATIENCE)
                    .until(() -> !dashboard.isAlive() || Files.readString(out).contains("operator "));
            assertThat(out).as(Files.readString(err)).content().contains("dashboard   http://127.0.0.1:");
            var address = Pattern.compile("(http://\\S+)/").matcher(Files.readString(out));
            assertThat(address.find()).isTrue();
            tryIt(address.group(1));
        } finally {
            dashboard.destroy();
            assertThat(dashboard.waitFor(STOPPED.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    private void tryIt(String url) throws Exception {
        String editor = token("editor");
        String viewer = token("viewer");
        String stranger = token("stranger");
        grant("runs", "get,list,watch,create,patch", "editor");
        grant("look", "get,list,watch", "viewer");

        var started = post(url, editor);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String id = json(started).path("run_id").asText();
        String results = url + "/health/performance/results/" + id;
        assertThat(post(url, stranger).statusCode()).isEqualTo(404);
        assertThat(post(url, viewer).statusCode()).isEqualTo(404);
        assertThat(get(results, viewer).statusCode()).isEqualTo(200);
        String run = url + "/api/v1/runs/" + bench.namespace() + "/"
                + json(started).path("name").asText();
        assertThat(get(run, viewer).statusCode()).isEqualTo(200);
        assertThat(post(run + "/cancel", "{}", viewer).statusCode()).isEqualTo(404);
        assertThat(post(run + "/rerun", "{}", viewer).statusCode()).isEqualTo(404);
        assertThat(get(results, stranger).statusCode()).isEqualTo(404);
        assertThat(get(results, "garbage").statusCode()).isEqualTo(401);

        var ended = await().atMost(Bench.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(
                        () -> json(get(results, editor)),
                        result -> result.path("completed_at").isTextual());

        assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("completed");
        assertThat(ended.at("/metrics/total_requests").asInt()).isEqualTo(10);
        assertThat(ended.at("/metrics/total_bytes").asLong()).isEqualTo(10_000_000);
        assertThat(ended.at("/metrics/latency/p99_ms").asDouble()).isPositive();
        assertThat(json(get(url + "/api/v1/runs", editor)).path("items")).hasSize(1);
        assertThat(json(get(url + "/api/v1/runs", stranger)).path("items")).isEmpty();
        bench.saw("\n" + ended.toPrettyString());

        bench.kubectl("delete", "rolebinding", "runs");
        await().atMost(REVOKED)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> assertThat(get(results, editor).statusCode()).isEqualTo(404));
    }

    private void grant(String role, String verbs, String account) {
        bench.kubectl(
                "create",
                "role",
                role,
                "--verb=" + verbs,
                "--resource=performanceruns.performance.acme.dev,performanceexperiments.performance.acme.dev");
        bench.kubectl(
                "create",
                "rolebinding",
                role,
                "--role=" + role,
                "--serviceaccount=" + bench.namespace() + ":" + account);
    }

    private String token(String account) {
        bench.kubectl("create", "serviceaccount", account);
        return bench.kubectl("create", "token", account).strip();
    }

    private HttpResponse<String> post(String url, String token) throws IOException, InterruptedException {
        String body = """
                {"num_clients": 10, "model_id": "acme/small", "model_size_bytes": 1000000, "registry_size": 20,
                 "namespace": "%s"}""".formatted(bench.namespace());
        return post(url + "/health/performance/workload", body, token);
    }

    private HttpResponse<String> post(String url, String body, String token) throws IOException, InterruptedException {
        return http.send(
                request(url, token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String url, String token) throws IOException, InterruptedException {
        return http.send(request(url, token).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String url, String token) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(REQUEST).header("Authorization", "Bearer " + token);
    }

    private static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
        return JSON.readTree(response.body());
    }
}
