package dev.acme.performance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.registry.backends.EmbeddedBackends;
import dev.acme.performance.registry.backends.Fill;
import dev.acme.performance.registry.populate.Summary;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Archives and metadata as a client gets them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServeIT {
    private static final int SIZE = 24_834_009;

    private EmbeddedBackends backends;
    private RegistryService service;
    private Summary summary;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    void start(@TempDir Path folder) {
        backends = EmbeddedBackends.start(folder);
        long t = System.nanoTime();
        summary = Fill.generated(backends.environment(), SIZE, 500);
        System.err.println("populate ms " + (System.nanoTime() - t) / 1_000_000 + " " + summary);
        t = System.nanoTime();
        System.err.println("again " + Fill.generated(backends.environment(), SIZE, 500));
        System.err.println("populate ms " + (System.nanoTime() - t) / 1_000_000);
        service = RegistryService.start(RegistryConfig.from(backends.environment()));
    }

    @AfterAll
    void stop() {
        service.close();
        backends.close();
    }

    @Test
    void aDownloadIsTheArchiveThatWasRecorded() throws Exception {
        for (int i = 0; i < 20; i++) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port()
                                    + "/performance/arnir0_Tiny-LLM/main/model.zip"))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            System.err.println(answer.headers().map());
            assertThat(answer.body()).hasSize(SIZE);
            assertThat(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(answer.body())))
                    .isEqualTo(summary.model().sha256());
        }
    }

    @Test
    void metrics() throws Exception {
        for (var p : new String[] {
            "/metrics",
            "/health/ready",
            "/health/live",
            "/performance/models?limit=2",
            "/performance/x/../y",
            "/nope",
            "/performance/arnir0_Tiny-LLM/main",
            "/performance/arnir0_Tiny-LLM/mai"
        }) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + p))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            System.err.println(
                    p + " " + answer.statusCode() + " " + answer.headers().map() + "\n"
                            + answer.body()
                                    .lines()
                                    .filter(x -> !x.contains("jvm_"))
                                    .limit(40)
                                    .toList());
        }
    }
}
