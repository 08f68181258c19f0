package dev.acme.performance.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code perfrun} against a service that is not ours. */
class ExternalIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String RUN = """
            apiVersion: performance.acme.dev/v1alpha1
            kind: PerformanceRun
            metadata: {name: a}
            spec:
              clients: 10
              compute: {backend: external, target: %s}
              load: {requestsPerClient: 40}
            """;
    private static final String TARGETS = """
            externalTargets:
              inference:
                url: http://127.0.0.1:%1$d
                path: /predict?v=1
                method: POST
                headers: {Content-Type: application/json}
                body: '{"text": "$(HOME) and ''quotes''"}'
                metrics:
                  url: http://127.0.0.1:%1$d/metrics
                  counters: {hits: 'asked_total{outcome="hit"}', misses: 'asked_total{outcome="miss"}'}
                  rates: {hitRate: [hits, misses]}
            """;

    @TempDir
    Path folder = Path.of("");

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/predict", this::predict);
        server.createContext("/metrics", this::metrics);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void itIsAskedAsDeclaredAndItsCountersStandInStatusAndTable() throws IOException, InterruptedException {
        var perfrun = perfrun("inference", "-o", "json");
        var run = JsonMapper.builder().build().readTree(perfrun.getInputStream());

        assertThat(perfrun.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.at("/status/phase").asText()).isEqualTo("Succeeded");
        assertThat(run.at("/status/results/succeeded").asInt()).isEqualTo(400);
        assertThat(asked).hasValue(400);
        assertThat(wrong).as("requests that were not as declared").hasValue(0);
        var counters = run.at("/status/targetCounters");
        assertThat(counters.at("/increases/0/increase").asInt()).isEqualTo(300);
        assertThat(counters.at("/increases/1/increase").asInt()).isEqualTo(100);
        assertThat(counters.at("/rates/0/percent").asDouble()).isEqualTo(75);
        assertThat(ResultTable.text(List.of(run))).contains("external:inference");
        assertThat(ResultTable.remarks(List.of(run))).contains("a: hitRate 75.00 % (hits +300, misses +100)");
    }

    @Test
    void aTargetThatTheFileDoesNotNameIsRefusedInOneLineAndStartsNothing() throws IOException, InterruptedException {
        var perfrun = perfrun("other");

        assertThat(perfrun.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(perfrun.exitValue()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .singleElement()
                .asString()
                .endsWith("run.yaml: a: spec.compute.target other: no target has that name; there are inference");
    }

    private void predict(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            boolean isRight = exchange.getRequestMethod().equals("POST")
                    && "v=1".equals(exchange.getRequestURI().getQuery())
                    && body.equals("{\"text\": \"$(HOME) and 'quotes'\"}");
            if (!isRight) {
                wrong.incrementAndGet();
            }
            answer(exchange, "answer " + asked.incrementAndGet());
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        try (exchange) {
            int misses = asked.get() / 4;
            answer(
                    exchange,
                    "asked_total{outcome=\"hit\"} %d\nasked_total{outcome=\"miss\"} %d\n"
                            .formatted(asked.get() - misses, misses));
        }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        exchange.sendResponseHeaders(200, text.length());
        exchange.getResponseBody().write(text.getBytes(UTF_8));
    }

    private Process perfrun(String target, String... options) throws IOException {
        var targets = Files.writeString(
                folder.resolve("targets.yaml"),
                TARGETS.formatted(server.getAddress().getPort()));
        var file = Files.writeString(folder.resolve("run.yaml"), RUN.formatted(target));
        var command = new ArrayList<>(List.of("../perfrun", "run", file.toString(), "--targets", targets.toString()));
        command.addAll(List.of(options));
        var builder =
                new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
        builder.environment().put("PERFRUN_HOME", folder.resolve("machine").toString());
        return builder.start();
    }
}
