package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.registry.backends.Caller;
import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.FakeS3;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.ScriptedServer;
import dev.acme.performance.registry.backends.SharedBackends;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A delay at one layer shows up in that layer's phase and in no other, and the phases add up to the requests' own total. */
@ExtendWith(SharedBackends.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PhasesIT {
    private static final byte[] OBJECT = new byte[60_000];
    private static final String PATH = Registry.archive("m");
    private static final long DELAY_MILLIS = 600;
    private static final double DELAY = DELAY_MILLIS / 1000.0;
    /** What a machine that is busy with other things adds to a phase in which nothing is held up. */
    private static final double NOISE = DELAY / 3;

    private EmbeddedBackends backends;

    @BeforeAll
    void start(EmbeddedBackends shared) {
        backends = shared;
    }

    @Test
    void aSlowCatalogueIsMetadata() throws Exception {
        var delay = new AtomicLong();
        try (var http = HttpClient.newHttpClient();
                var dynamo = ScriptedServer.answering((request, caller) -> {
                    FakeS3.after(delay.get()).join();
                    forward(http, request, caller);
                });
                var s3 = FakeS3.start((_, caller) -> FakeS3.whole(OBJECT, caller));
                var registry = registry(
                        s3, Map.of("DYNAMODB_ENDPOINT", dynamo.endpoint().toString()))) {
            delay.set(DELAY_MILLIS);

            assertThat(registry.get(PATH).body()).isEqualTo(OBJECT);

            assertOnly("metadata", DELAY, registry);
        }
    }

    @Test
    void aSlowFirstByteIsFirstByte() throws Exception {
        try (var s3 = FakeS3.start((_, caller) -> {
                    FakeS3.after(DELAY_MILLIS).join();
                    FakeS3.whole(OBJECT, caller);
                });
                var registry = registry(s3, Map.of())) {
            assertThat(registry.get(PATH).body()).isEqualTo(OBJECT);

            assertOnly("firstbyte", DELAY, registry);
        }
    }

    @Test
    void aStorageThatPausesIsRead() throws Exception {
        try (var s3 = FakeS3.start((_, caller) -> {
                    FakeS3.head(OBJECT.length, caller).send(OBJECT, 0, 1000);
                    FakeS3.after(DELAY_MILLIS).join();
                    caller.send(OBJECT, 1000, OBJECT.length - 1000);
                });
                var registry = registry(s3, Map.of())) {
            assertThat(registry.get(PATH).body()).isEqualTo(OBJECT);

            assertOnly("read", DELAY, registry);
        }
    }

    @Test
    void aClientThatPausesIsWrite() throws Exception {
        var large = new byte[40_000_000];
        try (var s3 = FakeS3.start((_, caller) -> FakeS3.whole(large, caller));
                var registry = registry(s3, Map.of());
                var client = new Socket(
                        InetAddress.getLoopbackAddress(),
                        registry.promise("large", large).port())) {
            client.getOutputStream()
                    .write(("GET " + Registry.archive("large") + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            FakeS3.after(3 * DELAY_MILLIS).join();
            client.getInputStream().skipNBytes(large.length);
            await().until(() -> registry.metric("registry_request_seconds_count") == 1);

            var phases = phases(registry);
            assertThat(phases.getOrDefault("write", 0.0)).isGreaterThan(DELAY);
            phases.remove("write");
            phases.remove("read");
            assertThat(phases)
                    .allSatisfy(
                            (phase, seconds) -> assertThat(seconds).as(phase).isLessThan(NOISE));
        }
    }

    @Test
    void aFullGateIsQueue() throws Exception {
        assertSecondWaits("queue", Map.of("THREAD_POOL_SIZE", "1"));
    }

    @Test
    void anEmptyPoolIsPool() throws Exception {
        assertSecondWaits("pool", Map.of("S3_CONNECTION_POOL_SIZE", "1"));
    }

    @Test
    void onlyThoseSamplesAreToldThatAreAskedFor() throws Exception {
        try (var s3 = FakeS3.start((_, caller) -> FakeS3.whole(OBJECT, caller));
                var registry = registry(s3, Map.of())) {
            var page = new String(
                    registry.get("/metrics?name%5B%5D=registry_queue_depth&name%5B%5D=process_cpu_seconds_total")
                            .body(),
                    StandardCharsets.UTF_8);

            assertThat(page.lines().filter(line -> !line.startsWith("#")))
                    .hasSize(2)
                    .anyMatch(line -> line.equals("registry_queue_depth 0.0"))
                    .anyMatch(line -> line.startsWith("process_cpu_seconds_total "));
        }
    }

    /** Each of two downloads takes the delay to its first byte; the second has to wait for the first. */
    private void assertSecondWaits(String phase, Map<String, String> settings) throws Exception {
        try (var s3 = FakeS3.start((_, caller) -> {
                    FakeS3.after(DELAY_MILLIS).join();
                    FakeS3.whole(OBJECT, caller);
                });
                var registry = registry(s3, settings)) {
            var first = registry.ask(PATH);
            await().until(() -> registry.metric("registry_storage_pool_leased{backend=\"s3\",}") == 1);
            var second = registry.ask(PATH);
            assertThat(first.get(20, TimeUnit.SECONDS).body()).isEqualTo(OBJECT);
            assertThat(second.get(20, TimeUnit.SECONDS).body()).isEqualTo(OBJECT);
            await().until(() -> registry.metric("registry_request_seconds_count") == 2);

            var phases = phases(registry);
            assertThat(phases.getOrDefault("firstbyte", 0.0)).isCloseTo(2 * DELAY, within(NOISE));
            // it came a moment after the first
            assertThat(phases.getOrDefault(phase, 0.0)).isBetween(DELAY / 2, DELAY + NOISE);
            phases.remove("firstbyte");
            assertRest(phase, phases, registry);
        }
    }

    private static void assertOnly(String phase, double seconds, Registry registry) {
        await().until(() -> registry.metric("registry_request_seconds_count") == 1);
        var phases = phases(registry);
        // a pause of the storage may begin a moment before its first byte has come
        assertThat(phases.getOrDefault(phase, 0.0)).isBetween(0.95 * seconds, seconds + NOISE);
        assertRest(phase, phases, registry);
    }

    private static void assertRest(String phase, Map<String, Double> phases, Registry registry) {
        double told = phases(registry).values().stream()
                .mapToDouble(seconds -> seconds)
                .sum();
        double total = registry.metric("registry_request_seconds_sum");
        assertThat(told).as("the sum of the phases").isBetween(0.95 * total, total);
        phases.remove(phase);
        assertThat(phases)
                .allSatisfy((other, seconds) -> assertThat(seconds).as(other).isLessThan(NOISE));
    }

    private static Map<String, Double> phases(Registry registry) {
        var phases = new TreeMap<String, Double>();
        for (String phase : new String[] {"queue", "metadata", "pool", "firstbyte", "read", "write"}) {
            phases.put(phase, registry.metric("registry_request_phase_seconds_total{phase=\"" + phase + "\",}"));
        }
        return phases;
    }

    private Registry registry(ScriptedServer s3, Map<String, String> more) {
        return Registry.over(backends, s3, more).promise("m", OBJECT);
    }

    private void forward(HttpClient http, Caller.Request request, Caller caller) throws IOException {
        var onward = HttpRequest.newBuilder(backends.dynamoEndpoint().resolve(URI.create(request.target())))
                .POST(HttpRequest.BodyPublishers.ofString(request.body(), StandardCharsets.ISO_8859_1));
        request.headers().forEach((name, value) -> {
            if (name.startsWith("x-amz") || name.equals("authorization") || name.equals("content-type")) {
                onward.header(name, value);
            }
        });
        try {
            var answer = http.send(onward.build(), HttpResponse.BodyHandlers.ofByteArray());
            caller.send("HTTP/1.1 " + answer.statusCode()
                            + " X\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: "
                            + answer.body().length + "\r\n\r\n")
                    .send(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
