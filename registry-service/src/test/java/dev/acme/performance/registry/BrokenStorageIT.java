package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.FakeS3;
import dev.acme.performance.registry.backends.Link;
import dev.acme.performance.registry.backends.RawClient;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.ScriptedServer;
import dev.acme.performance.registry.backends.SharedBackends;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A storage that fails: the client sees a failure or the whole archive, never a short or damaged success. */
@ExtendWith(SharedBackends.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrokenStorageIT {
    private static final byte[] OBJECT = "0123456789".repeat(30_000).getBytes(StandardCharsets.US_ASCII);
    private static final String PATH = Registry.archive("m");
    private static final Map<String, String> IMPATIENT =
            Map.of("FIRST_BYTE_TIMEOUT_SECONDS", "1", "STALL_TIMEOUT_SECONDS", "1");

    private EmbeddedBackends backends;

    @BeforeAll
    void start(EmbeddedBackends shared) {
        backends = shared;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void anAnswerThatBreaksOffBreaksOffForTheClientToo(
            String how, ScriptedServer.Answer answer, int code, String reason) throws Exception {
        try (var s3 = FakeS3.start(answer);
                var registry = Registry.over(backends, s3, IMPATIENT).promise("m", OBJECT)) {
            assertThatThrownBy(() -> registry.get(PATH)).as(how).isInstanceOf(IOException.class);

            await().until(() -> registry.metric("registry_requests_total{code=\"" + code + "\",}") == 1);
            assertThat(registry.metric("registry_refusals_total{reason=\"" + reason + "\",}"))
                    .isEqualTo(1);
            assertThat(registry.metric("registry_bytes_sent_total")).isLessThan(OBJECT.length);
            assertThat(registry.metric("registry_storage_pool_leased{backend=\"s3\",}"))
                    .isZero();
        }
    }

    static Stream<Arguments> broken() {
        var damaged = OBJECT.clone();
        damaged[5] ^= 1;
        return Stream.of(
                Arguments.of(
                        "cut off",
                        answer((_, c) -> FakeS3.head(OBJECT.length, c)
                                .send(OBJECT, 0, 200_000)
                                .close()),
                        503,
                        "storage-unavailable"),
                Arguments.of(
                        "cut off before its last byte",
                        answer((_, c) -> FakeS3.head(OBJECT.length, c)
                                .send(OBJECT, 0, OBJECT.length - 1)
                                .close()),
                        503,
                        "storage-unavailable"),
                Arguments.of(
                        "stalled",
                        answer((_, c) -> FakeS3.head(OBJECT.length, c)
                                .send(OBJECT, 0, 200_000)
                                .isClosedByClient()),
                        504,
                        "storage-timed-out"),
                Arguments.of("damaged", answer((_, c) -> FakeS3.whole(damaged, c)), 503, "object-damaged"));
    }

    private static ScriptedServer.Answer answer(ScriptedServer.Answer answer) {
        return answer;
    }

    @ParameterizedTest
    @CsvSource({"299999, 503, object-damaged", "300001, 503, object-damaged", "0, 503, object-damaged"})
    void anObjectOfAnotherLengthIsNotSent(int length, int status, String reason) throws Exception {
        try (var s3 = FakeS3.start((_, caller) -> FakeS3.whole(new byte[length], caller));
                var registry = Registry.over(backends, s3, Map.of()).promise("m", OBJECT)) {
            assertRefused(registry.get(PATH), status, reason);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, 503, object-missing, 1",
        "403, AccessDenied, 503, storage-unavailable, 1",
        "404, NoSuchBucket, 503, storage-unavailable, 1",
        "500, InternalError, 503, storage-unavailable, 3",
        "503, SlowDown, 503, storage-unavailable, 3"
    })
    void aRefusalIsNamedAndAskedAgainOnlyWhereThatMayHelp(
            int status, String code, int answered, String reason, int attempts) throws Exception {
        var asked = new AtomicInteger();
        try (var s3 = FakeS3.start((_, caller) -> {
                    asked.incrementAndGet();
                    FakeS3.refused(status, code, caller);
                });
                var registry = Registry.over(backends, s3, Map.of()).promise("m", OBJECT)) {
            assertRefused(registry.get(PATH), answered, reason);
            assertThat(asked).hasValue(attempts);
        }
    }

    @Test
    void aPassingFaultIsNoFaultForTheClient() throws Exception {
        var asked = new AtomicInteger();
        try (var s3 = FakeS3.start((_, caller) -> {
                    switch (asked.getAndIncrement()) {
                        case 0 -> FakeS3.refused(503, "SlowDown", caller);
                        case 1 -> caller.close();
                        default -> FakeS3.whole(OBJECT, caller);
                    }
                });
                var registry = Registry.over(backends, s3, Map.of()).promise("m", OBJECT)) {
            var answer = registry.get(PATH);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(OBJECT);
        }
    }

    @Test
    void aStorageThatStaysSilentIsATimeoutAndIsNotAskedAgain() throws Exception {
        var asked = new AtomicInteger();
        try (var s3 = FakeS3.start((_, caller) -> {
                    asked.incrementAndGet();
                    caller.isClosedByClient();
                });
                var registry = Registry.over(backends, s3, IMPATIENT).promise("m", OBJECT)) {
            assertRefused(registry.get(PATH), 504, "storage-timed-out");
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void aLostStorageIsNotReadyAnd503UntilItIsBack() throws Exception {
        var s3 = FakeS3.start((_, caller) -> FakeS3.whole(OBJECT, caller));
        try (var registry = Registry.over(backends, s3, Map.of()).promise("m", OBJECT)) {
            assertThat(registry.get("/health/ready").statusCode()).isEqualTo(200);
            s3.close();

            assertRefused(registry.get(PATH), 503, "storage-unavailable");
            await().untilAsserted(() -> assertRefused(registry.get("/health/ready"), 503, "not-ready"));
            assertThat(registry.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aCatalogueThatCannotBeAskedIs503AndNotReady(@TempDir Path folder) throws Exception {
        var other = EmbeddedBackends.start(folder);
        try (var s3 = FakeS3.start((_, caller) -> FakeS3.whole(OBJECT, caller));
                var registry = Registry.over(other, s3, Map.of()).promise("m", OBJECT)) {
            other.close();

            assertRefused(registry.get(PATH), 503, "catalogue-unavailable");
            assertRefused(registry.get("/performance/models"), 503, "catalogue-unavailable");
            assertThat(registry.get("/health/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aCatalogueThatStaysSilentIsATimeout() throws Exception {
        try (var link = Link.to(backends.dynamoEndpoint().getPort());
                var s3 = FakeS3.start((_, caller) -> FakeS3.whole(OBJECT, caller));
                var registry = Registry.over(
                                backends, s3, Map.of("DYNAMODB_ENDPOINT", "http://127.0.0.1:" + link.port()))
                        .promise("m", OBJECT)) {
            link.silenceAfter(0);

            assertRefused(registry.get(PATH), 504, "catalogue-timed-out");
        }
    }

    @Test
    void aClientThatLeavesFreesItsPlaceAndTheStorageAtOnce() throws Exception {
        var storageSawIt = new CompletableFuture<Boolean>();
        var large = new byte[50_000_000];
        try (var s3 = FakeS3.start((_, caller) -> {
                    FakeS3.head(large.length, caller);
                    try {
                        caller.send(large);
                        storageSawIt.complete(false);
                    } catch (IOException e) {
                        storageSawIt.complete(true);
                        throw e;
                    }
                });
                var registry = Registry.over(
                                backends, s3, Map.of("THREAD_POOL_SIZE", "1", "S3_CONNECTION_POOL_SIZE", "1"))
                        .promise("m", large)) {
            try (var client = RawClient.to(registry.port()).get(PATH)) {
                assertThat(client.read(100_000)).hasSize(100_000);
            }

            assertThat(storageSawIt.get(20, TimeUnit.SECONDS)).as("not drained").isTrue();
            await().until(() -> registry.metric("registry_storage_pool_leased{backend=\"s3\",}") == 0);
            await().until(() -> registry.metric("registry_requests_total{code=\"499\",}") == 1);
            assertThat(registry.metric("registry_bytes_sent_total")).isLessThan(large.length);
            assertThat(registry.get("/performance/m/main").statusCode())
                    .as("the one place is free")
                    .isEqualTo(200);
        }
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status, String reason) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"reason\":\"" + reason + "\"");
    }
}
