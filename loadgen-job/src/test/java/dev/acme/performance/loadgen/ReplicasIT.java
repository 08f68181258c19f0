package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.acme.performance.exchange.Results;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name with several addresses, as a headless Service has them: one server on each. */
class ReplicasIT {
    private static final byte[] BODY = "ten bytes.".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Path hosts;

    @BeforeEach
    void name() {
        hosts = folder.resolve("hosts");
    }

    private void replicas(int... numbers) throws IOException {
        var lines = IntStream.of(numbers)
                .mapToObj(number -> "127.0.0." + number + " replicas")
                .toList();
        var part = Files.write(folder.resolve("part"), lines);
        Files.move(part, hosts, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static ScriptedServer replica(int number, int port) {
        return ScriptedServer.on(
                new InetSocketAddress("127.0.0." + number, port),
                call -> call.after(5).answer(200, BODY));
    }

    private LoadgenProcess start(String more, int port) {
        return LoadgenProcess.start(
                Map.of("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts),
                "--profile",
                "{\"clients\":6,\"path\":\"/a\",\"sizeBytes\":10,\"timeoutSeconds\":2," + more + "}",
                "--target",
                "http://replicas:" + port);
    }

    @Test
    void aBurstReachesEveryReplicaEvenly() throws IOException, InterruptedException {
        replicas(1, 2, 3);
        try (var first = replica(1, 0);
                var second = replica(2, first.port());
                var third = replica(3, first.port())) {
            var results = start("\"mode\":\"Burst\",\"requestsPerClient\":2", first.port())
                    .await()
                    .result()
                    .results();

            assertThat(List.of(first.requests(), second.requests(), third.requests()))
                    .containsOnly(4);
            assertThat(results.replicas())
                    .extracting(Results.Replica::address, Results.Replica::requests, Results.Replica::bytes)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("127.0.0.1", 4L, 40L),
                            org.assertj.core.groups.Tuple.tuple("127.0.0.2", 4L, 40L),
                            org.assertj.core.groups.Tuple.tuple("127.0.0.3", 4L, 40L));
            assertThat(results.replicas())
                    .allSatisfy(replica -> assertThat(replica.sharePercent()).isCloseTo(33.3333, within(0.001)));
        }
    }

    @Test
    void oneReplicaAloneIsNotListed() throws IOException, InterruptedException {
        replicas(1);
        try (var only = replica(1, 0)) {
            assertThat(start("\"mode\":\"Burst\"", only.port())
                            .await()
                            .result()
                            .results()
                            .replicas())
                    .isEmpty();
        }
    }

    @Test
    void aReplicaThatComesDuringTheLoadIsAskedToo() throws IOException, InterruptedException {
        replicas(1);
        try (var first = replica(1, 0);
                var second = replica(2, first.port())) {
            var run = start("\"mode\":\"Closed\",\"durationSeconds\":9", first.port());
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> first.requests() > 0);

            replicas(1, 2);

            var results = run.await().result().results();
            assertThat(second.requests()).isPositive();
            assertThat(results.replicas())
                    .hasSize(2)
                    .allSatisfy(replica -> assertThat(replica.requests())
                            .isEqualTo(replica.succeeded())
                            .isPositive());
            assertThat(results.failed()).isZero();
        }
    }

    @Test
    void aReplicaThatGoesCostsWhatWasUnderWayAndItsClientsGoOnElsewhere() throws IOException, InterruptedException {
        replicas(1, 2);
        try (var first = replica(1, 0)) {
            LoadgenProcess run;
            try (var second = replica(2, first.port())) {
                run = start("\"mode\":\"Closed\",\"durationSeconds\":4", first.port());
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> second.requests() > 50);
            }
            replicas(1);

            var results = run.await().result().results();
            assertThat(results.failed()).isPositive();
            assertThat(results.failed()).isLessThan(results.succeeded() / 4);
            assertThat(results.replicas()).hasSize(2);
        }
    }
}
