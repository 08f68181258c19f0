package dev.acme.performance.registry;

import static dev.acme.performance.registry.backends.Registry.archive;
import static dev.acme.performance.registry.backends.Registry.sha256;
import static dev.acme.performance.registry.backends.Registry.timing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.Fill;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.SharedBackends;
import dev.acme.performance.registry.populate.Summary;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives and metadata as a client gets them, from a registry filled by populate. */
@ExtendWith(SharedBackends.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DownloadIT {
    private static final int SIZE = 24_834_009;
    private static final int MODELS = 60;
    private static final String MODEL = "arnir0_Tiny-LLM";
    private static final ObjectMapper JSON = new ObjectMapper();

    private EmbeddedBackends backends;
    private Registry registry;
    private Summary summary;
    private byte[] whole = {};

    @BeforeAll
    void start(EmbeddedBackends shared) throws Exception {
        backends = shared;
        summary = Fill.generated(environment(), SIZE, MODELS);
        registry = Registry.start(RegistryConfig.from(environment()));
        whole = registry.get(archive(MODEL)).body();
    }

    @AfterAll
    void stop() {
        registry.close();
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(backends.environment());
        environment.put("S3_BUCKET", "downloads");
        environment.put("DYNAMODB_TABLE", "downloads");
        environment.put("WARM_UP_SECONDS", "1");
        return environment;
    }

    @Test
    void aDownloadIsTheArchiveThatWasRecorded() throws Exception {
        var answer = registry.get(archive(MODEL));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(sha256(answer.body())).isEqualTo(summary.model().sha256());
        assertThat(header(answer, "content-length")).isEqualTo(Integer.toString(SIZE));
        assertThat(header(answer, "content-type")).isEqualTo("application/zip");
        assertThat(header(answer, "accept-ranges")).isEqualTo("bytes");
        assertThat(header(answer, "etag")).isEqualTo(tag());
    }

    @Test
    void manyDownloadsOverTheSameConnectionsAreAllTheSame() throws Exception {
        for (int round = 0; round < 3; round++) {
            var answers = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
            for (int i = 0; i < 4; i++) {
                answers.add(registry.ask(archive(MODEL)));
            }
            for (var answer : answers) {
                assertThat(sha256(answer.get(30, TimeUnit.SECONDS).body()))
                        .isEqualTo(summary.model().sha256());
            }
        }
    }

    @Test
    void aHeadSaysWhatADownloadWouldBe() throws Exception {
        var answer = registry.head(archive(MODEL));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "content-length")).isEqualTo(Integer.toString(SIZE));
        assertThat(header(answer, "etag")).isEqualTo(tag());
        assertThat(registry.head(archive("unknown")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-99, 0, 99",
        "bytes=1000000-24834008, 1000000, 24834008",
        "bytes=24834008-, 24834008, 24834008",
        "bytes=-5, 24834004, 24834008",
        "bytes=24834000-99999999, 24834000, 24834008"
    })
    void aRangeIsThatPart(String range, int first, int last) throws Exception {
        var answer = registry.get(archive(MODEL), "Range", range);

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "content-range")).isEqualTo("bytes " + first + "-" + last + "/" + SIZE);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
    }

    @Test
    void aRangeOutsideIsRefusedWithTheSize() throws Exception {
        var answer = registry.get(archive(MODEL), "Range", "bytes=" + SIZE + "-");

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "content-range")).isEqualTo("bytes */" + SIZE);
        assertThat(json(answer).get("reason").asText()).isEqualTo("range-not-satisfiable");
    }

    @Test
    void whatTheClientHasIsNotSentAgain() throws Exception {
        var answer = registry.get(archive(MODEL), "If-None-Match", "\"other\", " + tag());

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(header(answer, "etag")).isEqualTo(tag());
    }

    @Test
    void aPartOfAnotherArchiveIsNotSent() throws Exception {
        assertThat(registry.get(archive(MODEL), "Range", "bytes=0-9", "If-Range", tag())
                        .statusCode())
                .isEqualTo(206);
        assertThat(registry.get(archive(MODEL), "Range", "bytes=0-9", "If-Range", "\"older\"")
                        .body())
                .hasSize(SIZE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/performance/nobody/main/model.zip",
                "/performance/arnir0_Tiny-LLM/v2/model.zip",
                "/performance/nobody/main"
            })
    void anUnknownModelIs404(String path) throws Exception {
        var answer = registry.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
        assertThat(json(answer).get("reason").asText()).isEqualTo("unknown-model");
    }

    @Test
    void aModelsMetadataIsWhatWasRecorded() throws Exception {
        var model = json(registry.get("/performance/" + MODEL + "/main"));

        assertThat(model.get("id").asText()).isEqualTo(MODEL);
        assertThat(model.get("sizeBytes").asLong()).isEqualTo(SIZE);
        assertThat(model.get("sha256").asText()).isEqualTo(summary.model().sha256());
        assertThat(model.get("crc32c").asText()).isEqualTo(summary.model().crc32c());
        assertThat(model.get("path").asText()).isEqualTo(archive(MODEL));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 59, 60, 61, 1000})
    void allModelsAreListedPageByPage(int limit) throws Exception {
        var seen = new ArrayList<String>();
        var next = "";
        do {
            var page = json(registry.get("/performance/models?limit=" + limit + next));
            page.get("models").forEach(model -> seen.add(model.get("id").asText()));
            assertThat(page.get("models").size()).isLessThanOrEqualTo(limit);
            next = page.has("next") ? "&after=" + page.get("next").asText() : "";
        } while (!next.isEmpty());

        assertThat(seen).hasSize(MODELS).contains(MODEL).doesNotHaveDuplicates();
    }

    @Test
    void everyListedModelCanBeDownloaded() throws Exception {
        var hashes = new HashSet<String>();
        for (var model : json(registry.get("/performance/models?limit=1000")).get("models")) {
            var answer = registry.get(model.get("path").asText());
            assertThat(sha256(answer.body())).isEqualTo(model.get("sha256").asText());
            hashes.add(sha256(answer.body()));
        }
        assertThat(hashes).as("all different").hasSize(MODELS);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void onlyTheFirstRequestIsColdAndOnlyWhereNothingWarmedUp(String warmUpSeconds, boolean isCold) throws Exception {
        var environment = environment();
        environment.put("WARM_UP_SECONDS", warmUpSeconds);
        try (var fresh = Registry.start(RegistryConfig.from(environment))) {
            assertThat(isCold(fresh, "/health/live")).isFalse();
            assertThat(isCold(fresh, archive(MODEL))).isEqualTo(isCold);
            assertThat(isCold(fresh, archive(MODEL))).isFalse();
        }
    }

    private static boolean isCold(Registry registry, String path) throws Exception {
        return registry.get(path).headers().firstValue("x-cold-start").isPresent();
    }

    @Test
    void everyAnswerSaysWhereItsTimeWent() throws Exception {
        long start = System.nanoTime();
        var answer = registry.get(archive(MODEL));
        double all = (System.nanoTime() - start) / 1e6;

        double sum = 0;
        for (var name : List.of("queue", "metadata", "pool", "firstbyte")) {
            assertThat(timing(answer, name)).isBetween(0.0, all);
            sum += timing(answer, name);
        }
        assertThat(sum).isLessThanOrEqualTo(all);
        assertThat(timing(answer, "metadata")).isPositive();
        assertThat(timing(answer, "firstbyte")).isPositive();
        assertThat(timing(registry.get("/nope"), "queue")).isZero();
    }

    @Test
    void theMetricsAreWhatTheTrafficMakesThem() throws Exception {
        try (var fresh = Registry.start(RegistryConfig.from(environment()))) {
            for (int i = 0; i < 3; i++) {
                fresh.get(archive(MODEL));
            }
            fresh.get(archive(MODEL), "Range", "bytes=0-999");
            fresh.get(archive(MODEL), "If-None-Match", tag());
            fresh.head(archive(MODEL));
            fresh.get("/performance/models");
            fresh.get("/performance/nobody/main/model.zip");
            fresh.get("/performance/%2e/main/model.zip");
            fresh.get("/health/ready");

            assertMetrics(fresh);
        }
    }

    private static void assertMetrics(Registry fresh) {
        var expected = new HashMap<String, Double>();
        expected.put("registry_requests_total{code=\"200\",}", 5.0);
        expected.put("registry_requests_total{code=\"206\",}", 1.0);
        expected.put("registry_requests_total{code=\"304\",}", 1.0);
        expected.put("registry_requests_total{code=\"404\",}", 1.0);
        expected.put("registry_requests_total{code=\"400\",}", 1.0);
        expected.put("registry_refusals_total{reason=\"unknown-model\",}", 1.0);
        expected.put("registry_refusals_total{reason=\"bad-name\",}", 1.0);
        expected.put("registry_request_seconds_count", 9.0);
        expected.put("registry_queue_seconds_count", 8.0);
        expected.put("registry_metadata_seconds_count", 8.0);
        expected.put("registry_storage_pool_wait_seconds_count{backend=\"s3\",}", 4.0);
        expected.put("registry_storage_first_byte_seconds_count{backend=\"s3\",}", 4.0);
        expected.put("registry_storage_read_seconds_count{backend=\"s3\",}", 4.0);
        expected.put("registry_response_write_seconds_count", 4.0);
        expected.put("registry_bytes_sent_total", 3.0 * SIZE + 1000);
        expected.put("registry_queue_depth", 0.0);
        expected.put("registry_storage_pool_leased{backend=\"s3\",}", 0.0);
        expected.put("registry_storage_pool_pending{backend=\"s3\",}", 0.0);
        expected.put("registry_request_seconds_bucket{le=\"+Inf\",}", 9.0);
        expected.forEach(
                (name, value) -> assertThat(fresh.metric(name)).as(name).isEqualTo(value));
        assertThat(fresh.metric("registry_request_seconds_sum"))
                .isGreaterThanOrEqualTo(fresh.metric("registry_queue_seconds_sum")
                        + fresh.metric("registry_metadata_seconds_sum")
                        + fresh.metric("registry_response_write_seconds_sum"));
        assertThat(fresh.metric("jvm_threads_current")).isPositive();
    }

    private String tag() {
        return '"' + summary.model().sha256() + '"';
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
