package dev.acme.performance.local.backends;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arithmetic says of a shaped way to a storage, held against a server that takes no time itself. */
class RelayIT {
    private static final byte[] BODY = new byte[1_000_000];
    private static final double NANOS_PER_MILLI = 1e6;

    private HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        new Random(7).nextBytes(BODY);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    @Test
    void theFirstByteComesNoEarlierAndTheRestAtThePaceOfOneConnection() {
        try (var relay = relay("firstByteMs=200,connectionMBps=2")) {
            double first = millis(() -> get(relay));
            double kept = millis(() -> get(relay));

            assertThat(first).isGreaterThanOrEqualTo(700);
            assertThat(kept).as("on the same connection").isBetween(700.0, 1400.0);
        }
    }

    @Test
    void allConnectionsTogetherCarryNoMoreThanTheTotal() {
        try (var relay = relay("totalMBps=5")) {
            double alone = millis(() -> get(relay));
            double together = millis(() -> {
                var request = HttpRequest.newBuilder(uri(relay)).build();
                var all = IntStream.range(0, 4)
                        .mapToObj(_ -> http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()))
                        .toList();
                assertThat(all)
                        .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo(BODY));
            });

            assertThat(alone).isBetween(200.0, 700.0);
            assertThat(together).isBetween(800.0, 1600.0);
        }
    }

    @Test
    void whatIsNoDownloadPassesAsItIs() {
        try (var relay = relay("firstByteMs=5000,connectionMBps=1,errorPercent=100")) {
            var request = HttpRequest.newBuilder(uri(relay))
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(BODY))
                    .build();

            assertThat(millis(() -> assertThat(send(request).statusCode()).isEqualTo(200)))
                    .isLessThan(2000);
        }
    }

    @Test
    void asManyDownloadsAreRefusedAsTheShapeSays() {
        try (var relay = relay("errorPercent=30")) {
            long refused = IntStream.range(0, 200)
                    .map(_ -> send(HttpRequest.newBuilder(uri(relay)).build()).statusCode())
                    .filter(status -> status == 503)
                    .count();

            assertThat(refused).isBetween(40L, 80L);
        }
    }

    private Relay relay(String shape) {
        return Relay.open(
                ListenAddress.ofLoopback(),
                server.getAddress().getPort(),
                Shape.parse(shape),
                Relay.Questions.HTTP_GET);
    }

    private void get(Relay relay) {
        assertThat(send(HttpRequest.newBuilder(uri(relay)).build()).body()).isEqualTo(BODY);
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI uri(Relay relay) {
        return URI.create("http://127.0.0.1:" + relay.port() + "/");
    }

    private static double millis(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }
}
