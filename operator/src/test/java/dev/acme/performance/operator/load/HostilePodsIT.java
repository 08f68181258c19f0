package dev.acme.performance.operator.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.load.HostileLog.Outcome;
import dev.acme.performance.operator.load.LoadResults.Reading;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S-15: what the operator reads from a pod's log is bounded by the operator, whatever the node sends. */
@Timeout(60)
class HostilePodsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Of what never comes. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final String SUMMARY = new ExchangeCodec().writeLine(Runs.result(7));

    private static final String POD =
            "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"pod\"},\"status\":{\"phase\":\"Succeeded\"}}";
    private static final String PODS =
            "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + POD
                    + "]}";

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer node;
    private final KubernetesClient client;
    private HostileLog log = HostileLog.BROKEN_OFF;

    HostilePodsIT() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.setExecutor(threads);
        node.createContext("/", this::answer);
        node.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + node.getAddress().getPort() + "/")
                        .build())
                .build();
    }

    @AfterEach
    void close() {
        over.countDown();
        client.close();
        node.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void aLogIsReadWithinItsBoundsOrGivenUp(HostileLog printed) {
        var reading = reader(printed).result("bench", new LoadState.Ended("pod", Optional.empty(), Optional.empty()));

        assertThat(outcome(reading)).isEqualTo(printed.outcome());
        result(reading).ifPresent(HostilePodsIT::assertBounded);
    }

    @ParameterizedTest
    @EnumSource
    void noneOfItIsProgress(HostileLog printed) {
        assertThat(reader(printed).progress("bench", List.of("pod"))).isEmpty();
    }

    /** The termination message is what is left of a pod whose log is void. */
    @ParameterizedTest
    @EnumSource(names = {"ONE_ENDLESS_LINE", "NO_END", "DEEP_LISTS", "A_SERIES_WITHOUT_END"})
    void theTerminationMessageStandsInForIt(HostileLog printed) {
        var reading =
                reader(printed).result("bench", new LoadState.Ended("pod", Optional.of(SUMMARY), Optional.empty()));

        assertThat(result(reading)).contains(Runs.result(7));
    }

    private LoadResults reader(HostileLog printed) {
        log = printed;
        return new LoadResults(client, printed == HostileLog.NO_END ? SHORT : PATIENCE);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean isLog = exchange.getRequestURI().getPath().endsWith("/log");
        exchange.getResponseHeaders().add("Content-Type", isLog ? "text/plain" : "application/json");
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, 0);
        try (var body = exchange.getResponseBody()) {
            if (isLog) {
                log.program().print(body, over);
            } else {
                body.write((exchange.getRequestURI().getPath().endsWith("/pods") ? PODS : POD).getBytes(UTF_8));
            }
        }
    }

    private static Outcome outcome(Reading reading) {
        return switch (reading) {
            case Reading.LogUnreadable _ -> Outcome.UNREADABLE;
            case Reading.Whole whole -> whole.result().isEmpty() ? Outcome.NOTHING : Outcome.A_RESULT;
        };
    }

    private static Optional<RunResult> result(Reading reading) {
        return switch (reading) {
            case Reading.LogUnreadable(var summary) -> summary;
            case Reading.Whole(var result) -> result;
        };
    }

    private static void assertBounded(RunResult result) {
        assertThat(result.validityReasons())
                .hasSizeLessThanOrEqualTo(32)
                .allSatisfy(reason ->
                        assertThat(reason).hasSizeLessThanOrEqualTo(1_024).matches("[^\\p{Cc}\\p{Cf}]*"));
        assertThat(new ExchangeCodec().writeLine(result))
                .as("what goes into a status")
                .hasSizeLessThan(64 << 10);
    }
}
