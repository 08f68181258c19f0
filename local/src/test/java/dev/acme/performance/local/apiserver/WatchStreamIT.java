package dev.acme.performance.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Watches as plain HTTP streams: what kubectl, curl and clients in other languages ask for. */
@Timeout(60)
class WatchStreamIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String MAPS = "/api/v1/namespaces/default/configmaps?watch=true&labelSelector=mine";
    private static final String TABLE =
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

    private final ApiServer server = ApiServer.start(InstantSource.system());
    private final KubernetesClient client = LocalClient.of(server);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(LIMIT)
            .build();

    @BeforeEach
    void thereIsOneObject() {
        write("present", "1");
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        client.close();
        server.close();
    }

    private void write(String name, String value) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("default")
                        .addToLabels("mine", "yes")
                        .endMetadata()
                        .addToData("v", value)
                        .build())
                .createOr(resource -> resource.update());
    }

    private HttpRequest request(String url, String accept) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Accept", accept)
                .timeout(LIMIT)
                .build();
    }

    private HttpRequest watch(String more) {
        return request(server.addressWithToken() + MAPS + more, "application/json");
    }

    private HttpResponse<InputStream> open(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofInputStream());
    }

    private String revision() {
        return client.configMaps().list().getMetadata().getResourceVersion();
    }

    /** The next event that is told; fails where the stream ends before. */
    private static JsonNode next(BufferedReader stream) throws IOException {
        String line = stream.readLine();
        while (line != null && line.isEmpty()) {
            line = stream.readLine();
        }
        assertThat(line).isNotNull();
        return Json.read(line);
    }

    private static String said(JsonNode event) {
        return event.path("type").asText() + " "
                + event.at("/object/metadata/name").asText() + " "
                + event.at("/object/data/v").asText();
    }

    private static BufferedReader lines(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    @Test
    void eachEventIsALineAsSoonAsItHappens() throws Exception {
        var answer = open(watch("&resourceVersion=" + revision()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("Transfer-Encoding")).hasValue("chunked");

        try (var stream = lines(answer)) {
            write("added", "1");
            assertThat(said(next(stream))).isEqualTo("ADDED added 1");
            write("present", "2");
            assertThat(said(next(stream))).isEqualTo("MODIFIED present 2");
            client.configMaps().withName("added").delete();
            assertThat(said(next(stream))).isEqualTo("DELETED added 1");
        }
    }

    @Test
    void whatIsNotSelectedLeavesNoTrace() throws Exception {
        try (var stream = lines(open(watch("&fieldSelector=metadata.name=chosen")))) {
            assertThat(stream.readLine()).as("that the watch stands").isEmpty();
            for (int i = 0; i < 20; i++) {
                write("present", "again " + i);
            }
            write("chosen", "1");

            assertThat(stream.readLine()).contains("\"ADDED\"", "\"chosen\"");
        }
    }

    @Test
    void withoutARevisionWhatThereIsComesFirstAndTheStreamEndsInTime() throws Exception {
        try (var stream = lines(open(watch("&timeoutSeconds=1")))) {
            assertThat(said(next(stream))).isEqualTo("ADDED present 1");
            assertThat(stream.lines().filter(line -> !line.isEmpty())).isEmpty();
        }
    }

    @Test
    void aWatchListEndsItsBeginningByABookmark() throws Exception {
        String more = "&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
        try (var stream = lines(open(watch(more)))) {
            assertThat(said(next(stream))).isEqualTo("ADDED present 1");
            assertThat(next(stream).at("/object/metadata/annotations/k8s.io~1initial-events-end"))
                    .hasToString("\"true\"");
        }
    }

    @Test
    void whoFellTooFarBehindIsToldToListAgain() throws Exception {
        String ahead = Long.toString(Long.parseLong(revision()) + 1_000);
        try (var stream = lines(open(watch("&resourceVersion=" + ahead)))) {
            var event = next(stream);

            assertThat(event.path("type").asText()).isEqualTo("ERROR");
            assertThat(event.at("/object/code").asInt()).isEqualTo(410);
            assertThat(stream.readLine()).isNull();
        }
    }

    @Test
    void whoeverWantsTablesIsToldRows() throws Exception {
        client.resource(ApiContract.THINGS).create();
        String things = server.addressWithToken() + "/apis/contract.test/v1/namespaces/default/things?watch=true";
        try (var stream = lines(open(request(things, TABLE)))) {
            client.resource("{\"apiVersion\":\"contract.test/v1\",\"kind\":\"Thing\",\"metadata\":{\"name\":\"one\"}}")
                    .create();
            var event = next(stream);

            assertThat(event.path("type").asText()).isEqualTo("ADDED");
            assertThat(event.at("/object/kind").asText()).isEqualTo("Table");
            assertThat(event.at("/object/rows/0/cells/0").asText()).isEqualTo("one");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "&resourceVersion=-1, 400",
        "&resourceVersion=x, 400",
        "&timeoutSeconds=soon, 400",
        "&labelSelector=(, 400",
        "&resourceVersion=1&timeoutSeconds=9223372036854775807, 200"
    })
    void whatCannotBeWatchedIsRefusedBeforeAStreamBegins(String more, int status) throws Exception {
        String path = "/api/v1/namespaces/default/configmaps?watch=true";
        var answer = open(request(server.addressWithToken() + path + more, "application/json"));

        assertThat(answer.statusCode()).isEqualTo(status);
        answer.body().close();
    }

    @Test
    void theSecondPortAnswersWatchesOnlyAndNobodyWithoutTheToken() throws Exception {
        try (var unled = HttpClient.newHttpClient()) {
            var led = unled.send(watch(""), BodyHandlers.ofString());
            assertThat(led.statusCode()).isEqualTo(307);
            String there = led.headers().firstValue("Location").orElseThrow();

            assertThat(status(unled, there.replace(server.token(), "another"))).isEqualTo(401);
            assertThat(status(unled, there.replace("/token/" + server.token(), "")))
                    .isEqualTo(401);
            assertThat(status(unled, there.replace("watch=true", "watch=false")))
                    .isEqualTo(404);
            assertThat(status(unled, there.replace("default", "%2e%2e"))).isEqualTo(400);
            assertThat(status(unled, there + "&timeoutSeconds=1")).isEqualTo(200);
        }
    }

    private int status(HttpClient asking, String url) throws IOException, InterruptedException {
        return asking.send(request(url, "application/json"), BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void soManyStreamsAreOpenAtMostAndOneThatIsLeftMakesRoom() throws Exception {
        var open = new ArrayList<HttpResponse<InputStream>>();
        for (int i = 0; i < WatchStreams.MOST; i++) {
            open.add(open(watch("")));
        }
        assertThat(open).extracting(HttpResponse::statusCode).containsOnly(200);

        assertThat(open(watch("")).statusCode()).isEqualTo(429);

        open.getFirst().body().close();
        Awaitility.await().atMost(LIMIT).until(() -> {
            // the server notices when it tells something
            write("present", Long.toString(System.nanoTime()));
            var again = open(watch(""));
            again.body().close();
            return again.statusCode() == 200;
        });
    }

    @Test
    void aServerThatStopsEndsItsStreams() throws Exception {
        var stopping = ApiServer.start(InstantSource.system());
        String namespaces =
                stopping.addressWithToken() + "/api/v1/namespaces?watch=true&fieldSelector=metadata.name=default";
        try (var stream = lines(open(request(namespaces, "application/json")))) {
            assertThat(said(next(stream))).isEqualTo("ADDED default ");

            stopping.close();

            assertThat(isOver(stream)).isTrue();
        }
    }

    /** Whether nothing follows, be it cut off. */
    private static boolean isOver(BufferedReader stream) {
        try {
            return stream.lines().allMatch(String::isEmpty);
        } catch (UncheckedIOException e) {
            return true;
        }
    }
}
