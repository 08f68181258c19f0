package dev.acme.performance.registry;

import static dev.acme.performance.registry.backends.Registry.archive;
import static dev.acme.performance.registry.backends.Registry.sha256;
import static dev.acme.performance.registry.backends.Registry.timing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.Fill;
import dev.acme.performance.registry.backends.Registry;
import dev.acme.performance.registry.backends.SharedBackends;
import dev.acme.performance.registry.populate.Summary;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives out of the service's cache, and archives that it sends its clients to. */
@ExtendWith(SharedBackends.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CacheAndRedirectIT {
    private static final int SIZE = 3_000_017;
    private static final String MODEL = "arnir0_Tiny-LLM";

    @TempDir
    static Path folder;

    private EmbeddedBackends backends;
    private Summary summary;

    @BeforeAll
    void fill(EmbeddedBackends shared) throws Exception {
        backends = shared;
        summary = Fill.generated(environment(Map.of()), SIZE, 5);
    }

    private Registry registry(Map<String, String> more) {
        return Registry.start(RegistryConfig.from(environment(more)));
    }

    private Map<String, String> environment(Map<String, String> more) {
        var environment = new HashMap<>(backends.environment());
        environment.put("S3_BUCKET", "cached");
        environment.put("DYNAMODB_TABLE", "cached");
        environment.put("WARM_UP_SECONDS", "1");
        environment.put("CACHE_FOLDER", folder.resolve("cache").toString());
        environment.putAll(more);
        return environment;
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "disk"})
    void answersSayWhetherTheCacheHadThem(String cache) throws Exception {
        var own = folder.resolve(cache).toString();
        try (var registry = registry(
                Map.of("ENABLE_CACHING", "true", "CACHE", cache, "CACHE_BYTES", "4000000", "CACHE_FOLDER", own))) {
            var miss = registry.get(archive(MODEL));
            var hit = registry.get(archive(MODEL));
            var part = registry.get(archive(MODEL), "Range", "bytes=100-199");

            assertThat(Stream.of(miss, hit, part).map(a -> header(a, "x-cache")))
                    .containsExactly("miss", "hit", "hit");
            assertThat(sha256(miss.body())).isEqualTo(summary.model().sha256());
            assertThat(hit.body()).isEqualTo(miss.body());
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(miss.body(), 100, 200));
            assertThat(timing(hit, "pool")).isZero();
            assertThat(registry.metric("registry_cache_requests_total{outcome=\"miss\",}"))
                    .isEqualTo(1);
            assertThat(registry.metric("registry_cache_requests_total{outcome=\"hit\",}"))
                    .isEqualTo(2);
            assertThat(registry.metric("registry_storage_first_byte_seconds_count{backend=\"s3\",}"))
                    .isEqualTo(1);
        }
    }

    /** H-21: a cache that is said to be cold is, for archives of any size. */
    @ParameterizedTest
    @ValueSource(ints = {2_000, 65_536})
    void warmingUpLeavesTheCacheCold(int size) throws Exception {
        var own = Map.of(
                "S3_BUCKET", "small-" + size,
                "DYNAMODB_TABLE", "small-" + size,
                "READY_MODEL", MODEL + "/main",
                "ENABLE_CACHING", "true",
                "CACHE_BYTES", "4000000");
        Fill.generated(environment(own), size, 1);

        try (var registry = registry(own)) {
            assertThat(header(registry.get(archive(MODEL)), "x-cache")).isEqualTo("miss");
            assertThat(header(registry.get(archive(MODEL)), "x-cache")).isEqualTo("hit");
        }
    }

    @Test
    void manyClientsAtOnceReadTheStorageOnce() throws Exception {
        try (var registry = registry(Map.of("ENABLE_CACHING", "true", "CACHE_BYTES", "4000000"))) {
            var answers = Stream.generate(() -> registry.ask(archive(MODEL)))
                    .limit(20)
                    .toList();
            for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
                assertThat(sha256(answer.get(30, TimeUnit.SECONDS).body()))
                        .isEqualTo(summary.model().sha256());
            }

            assertThat(registry.metric("registry_storage_first_byte_seconds_count{backend=\"s3\",}"))
                    .isEqualTo(1);
        }
    }

    @Test
    void withoutACacheNothingIsSaidOfIt() throws Exception {
        try (var registry = registry(Map.of())) {
            assertThat(registry.get(archive(MODEL)).headers().firstValue("x-cache"))
                    .isEmpty();
        }
    }

    @Test
    void aRedirectLeadsToTheWholeArchive() throws Exception {
        try (var registry = registry(Map.of("DELIVERY", "redirect"))) {
            var answer = registry.get(archive(MODEL));

            assertThat(answer.statusCode()).isEqualTo(307);
            assertThat(answer.body()).isEmpty();
            assertThat(header(answer, "cache-control")).isEqualTo("no-store");
            assertThat(timing(answer, "metadata")).isPositive();
            var followed = follow(answer);
            assertThat(followed.statusCode()).isEqualTo(200);
            assertThat(sha256(followed.body())).isEqualTo(summary.model().sha256());
        }
    }

    @Test
    void aPartIsAskedForAgainWhereTheRedirectLeads() throws Exception {
        try (var registry = registry(Map.of("DELIVERY", "redirect"))) {
            var answer = registry.get(archive(MODEL), "Range", "bytes=10-19");

            assertThat(answer.statusCode()).isEqualTo(307);
            var followed = follow(answer, "Range", "bytes=10-19");
            assertThat(followed.statusCode()).isEqualTo(206);
            assertThat(followed.body()).hasSize(10);
        }
    }

    @ParameterizedTest
    @CsvSource({"If-None-Match, *, 304", "Range, bytes=99999999-, 416"})
    void whatNeedsNoArchiveIsAnsweredAsEver(String header, String value, int status) throws Exception {
        try (var registry = registry(Map.of("DELIVERY", "redirect"))) {
            assertThat(registry.get(archive(MODEL), header, value).statusCode()).isEqualTo(status);
            assertThat(registry.get(archive("unknown")).statusCode()).isEqualTo(404);
            var head = registry.head(archive(MODEL));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(header(head, "content-length")).isEqualTo(Integer.toString(SIZE));
        }
    }

    private static HttpResponse<byte[]> follow(HttpResponse<?> answer, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(header(answer, "location"))).timeout(Duration.ofSeconds(30));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
