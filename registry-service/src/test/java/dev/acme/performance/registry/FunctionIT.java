package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.FakeRuntimeApi;
import dev.acme.performance.registry.backends.FakeRuntimeApi.Told;
import dev.acme.performance.registry.backends.FakeS3;
import dev.acme.performance.registry.backends.Fill;
import dev.acme.performance.registry.backends.Program;
import dev.acme.performance.registry.backends.RefusedMethods;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.SharedBackends;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function as its environment sees it: the Runtime API on one side, storage and catalogue on the other. */
@ExtendWith(SharedBackends.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FunctionIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TABLE = "function";
    private static final String MODEL = "arnir0_Tiny-LLM";

    private Map<String, String> environment = Map.of();

    @BeforeAll
    void fill(EmbeddedBackends backends) {
        environment = with(backends, Map.of("DYNAMODB_TABLE", TABLE, "S3_PREFIX", "function/"));
        Fill.generated(environment, 8_000_000, 5);
    }

    @Test
    void oneInvocationAnswersWhatServeAnswers() throws Exception {
        try (var registry = Registry.start(RegistryConfig.from(environment));
                var api = FakeRuntimeApi.start();
                var _ = function(api, Map.of())) {
            var whole = registry.get(Registry.archive(MODEL));
            var tag = whole.headers().firstValue("etag").orElseThrow();

            var first = api.invoke("GET", Registry.archive(MODEL), "", "\"accept\":\"*/*\"");
            var part = api.invoke("GET", Registry.archive(MODEL), "", "\"range\":\"bytes=10-19\"");
            var same = api.invoke(
                    "GET", Registry.archive(MODEL), "", "\"if-none-match\":\"" + tag.replace("\"", "\\\"") + "\"");
            var head = api.invoke("HEAD", Registry.archive(MODEL), "", "");
            var list = api.invoke("GET", "/performance/models", "limit=2", "");
            var described = api.invoke("GET", "/performance/" + MODEL + "/main", "", "");
            var ready = api.invoke("GET", "/health/ready", "", "");

            assertThat(first.headers())
                    .containsEntry("lambda-runtime-function-response-mode", "streaming")
                    .containsEntry("content-type", "application/vnd.awslambda.http-integration-response");
            assertThat(first.path()).endsWith("/response");
            assertThat(first.trailers()).isEmpty();
            assertThat(first.content()).isEqualTo(whole.body());
            assertThat(header(first, "etag")).isEqualTo(tag);
            assertThat(header(first, "content-length")).isEqualTo("8000000");
            assertThat(header(first, "server-timing")).contains("queue;dur=", "firstbyte;dur=");
            assertThat(header(first, "x-cold-start")).isEqualTo("true");
            assertThat(status(part)).isEqualTo(206);
            assertThat(header(part, "content-range")).isEqualTo("bytes 10-19/8000000");
            assertThat(part.content()).hasSize(10);
            assertThat(header(part, "x-cold-start")).isEmpty();
            assertThat(status(same)).isEqualTo(304);
            assertThat(status(head)).isEqualTo(200);
            assertThat(header(head, "content-length")).isEqualTo("8000000");
            assertThat(head.content()).isEmpty();
            assertThat(list.content())
                    .isEqualTo(registry.get("/performance/models?limit=2").body());
            assertThat(described.content())
                    .isEqualTo(registry.get("/performance/" + MODEL + "/main").body());
            assertThat(status(ready)).isEqualTo(200);
        }
    }

    @Test
    void refusalsAreTheRegistrysOwn() throws Exception {
        try (var registry = Registry.start(RegistryConfig.from(environment));
                var api = FakeRuntimeApi.start();
                var _ = function(api, Map.of())) {
            for (var path : new String[] {Registry.archive("unknown"), "/nowhere", "/performance/models?limit=x"}) {
                var parts = path.split("\\?", 2);
                var answer = api.invoke("GET", parts[0], parts.length == 2 ? parts[1] : "", "");

                var served = registry.get(path);
                assertThat(status(answer)).as(path).isEqualTo(served.statusCode());
                assertThat(answer.content()).as(path).isEqualTo(served.body());
            }
            assertThat(status(api.invoke("GET", "/performance/../x", "", ""))).isEqualTo(400);
            assertThat(status(api.invoke("GET", "/a b\\r\\nX: y", "", ""))).isEqualTo(400);
            for (var method : RefusedMethods.ALL) {
                var answer = api.invoke(method, Registry.archive(MODEL), "", "");

                assertThat(status(answer)).as(method).isEqualTo(405);
                assertThat(header(answer, "allow")).as(method).isEqualTo("GET, HEAD");
            }
        }
    }

    @Test
    void whatBreaksOffIsToldInTheTrailer(EmbeddedBackends backends) throws Exception {
        try (var s3 = FakeS3.start((_, caller) -> {
                    FakeS3.head(1_000_000, caller).send(new byte[400_000]);
                    caller.close();
                });
                var rows = Registry.over(backends, s3, Map.of("DYNAMODB_TABLE", "function-broken"));
                var api = FakeRuntimeApi.start();
                var _ = function(
                        api, Map.of("S3_ENDPOINT", s3.endpoint().toString(), "DYNAMODB_TABLE", "function-broken"))) {
            rows.promise("m", new byte[1_000_000]);

            var answer = api.invoke("GET", Registry.archive("m"), "", "");

            assertThat(status(answer)).isEqualTo(200);
            assertThat(answer.content()).hasSizeLessThan(1_000_000);
            assertThat(answer.trailers())
                    .containsEntry("lambda-runtime-function-error-type", "Function.BodyCutOff")
                    .containsKey("lambda-runtime-function-error-body");
            assertThat(status(api.invoke("GET", "/health/live", "", "")))
                    .as("the next one")
                    .isEqualTo(200);
        }
    }

    @Test
    void anInvocationThatIsTooLateIsAnErrorAndTheNextOneWorks(EmbeddedBackends backends) throws Exception {
        try (var s3 = FakeS3.start((_, caller) -> caller.isClosedByClient());
                var rows = Registry.over(backends, s3, Map.of("DYNAMODB_TABLE", "function-late"));
                var api = FakeRuntimeApi.start();
                var _ = function(
                        api, Map.of("S3_ENDPOINT", s3.endpoint().toString(), "DYNAMODB_TABLE", "function-late"))) {
            rows.promise("m", new byte[10]);
            api.invoke("GET", "/health/live", "", "");

            var answer = api.invoke(
                    FakeRuntimeApi.event("GET", Registry.archive("m"), "", ""),
                    Instant.now().plus(Duration.ofMillis(1500)));

            assertThat(answer.path()).endsWith("/error");
            assertThat(answer.headers()).containsEntry("lambda-runtime-function-error-type", "Function.TimedOut");
            assertThat(status(api.invoke("GET", "/health/live", "", "")))
                    .as("the next one")
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "no JSON",
                "{\"version\":\"0\",\"detail-type\":\"Scheduled Event\"}",
                "{\"rawPath\":\"/\",\"requestContext\":{\"http\":{\"method\":\"GET\"}},\"isBase64Encoded\":true,\"body\":\"~\"}"
            })
    void whatIsNoRequestIsAnErrorAndTheNextOneWorks(String event) throws Exception {
        try (var api = FakeRuntimeApi.start();
                var program = function(api, Map.of())) {
            var answer = api.invoke(event, Instant.now().plusSeconds(30));

            assertThat(answer.path()).endsWith("/invocation/r-1/error");
            assertThat(answer.headers()).containsEntry("lambda-runtime-function-error-type", "Function.BadEvent");
            assertThat(status(api.invoke("GET", "/health/live", "", "")))
                    .as("the next one")
                    .isEqualTo(200);
            assertThat(program.isAlive()).isTrue();
        }
    }

    @Test
    void aFailedStartIsToldAndEndsTheProcess() throws Exception {
        try (var api = FakeRuntimeApi.start();
                var program = function(api, Map.of("THREAD_POOL_SIZE", "1", "STALL_TIMEOUT_SECONDS", "x"))) {
            var told = api.told();

            assertThat(told.path()).endsWith("/runtime/init/error");
            assertThat(told.headers()).containsEntry("lambda-runtime-function-error-type", "Runtime.BadConfig");
            assertThat(told.body()).contains("STALL_TIMEOUT_SECONDS must be a whole number");
            assertThat(program.exitCode()).isEqualTo(64);
        }
    }

    @Test
    void aProvisionedEnvironmentHasNoColdAnswerAndEndsWithItsHost() throws Exception {
        try (var api = FakeRuntimeApi.start();
                var program = function(api, Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency"))) {
            var answer = api.invoke("GET", "/performance/models", "", "");

            assertThat(header(answer, "x-cold-start")).isEmpty();
            api.vanish();
            assertThat(program.exitCode()).isZero();
        }
    }

    private Program function(FakeRuntimeApi api, Map<String, String> more) throws IOException {
        var all = new HashMap<>(environment);
        all.putAll(more);
        all.put("AWS_LAMBDA_RUNTIME_API", api.address());
        all.put("COMPUTE_BACKEND", "lambda");
        return Program.start(all, "function");
    }

    private static Map<String, String> with(EmbeddedBackends backends, Map<String, String> more) {
        var all = new HashMap<>(backends.environment());
        all.put("WARM_UP_SECONDS", "0");
        all.putAll(more);
        return all;
    }

    private static int status(Told told) throws IOException {
        return prelude(told).path("statusCode").asInt();
    }

    private static String header(Told told, String name) throws IOException {
        return prelude(told).path("headers").path(name).asText();
    }

    private static JsonNode prelude(Told told) throws IOException {
        return JSON.readTree(told.prelude());
    }
}
