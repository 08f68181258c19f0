package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.exchange.RunResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Burst: connected first, then all at once, each client as often as it is told. */
class BurstIT {
    private static final byte[] BODY = {'o', 'k'};
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** A server that answers nobody before all have asked: only clients that ask at the same time pass it. */
    @ParameterizedTest
    @ValueSource(ints = {100, 1_000})
    void allClientsAskAtTheSameTime(int clients) throws InterruptedException {
        var missing = new CountDownLatch(clients);
        try (var server = ScriptedServer.of(call -> {
            missing.countDown();
            awaitAll(missing);
            call.answer(200, BODY);
        })) {
            RunResult result = LoadgenProcess.run(profile(clients, 1), server).result();

            assertThat(result.results().succeeded()).isEqualTo(clients);
            assertThat(Objects.requireNonNull(result.connect()).opened()).isEqualTo(clients);
            assertThat(server.connections()).isEqualTo(clients);
        }
    }

    /** A listener whose queue is full makes connecting last; those that have their connection must keep silent. */
    @Test
    void nobodySendsBeforeTheLastIsConnected() throws IOException, InterruptedException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var process = LoadgenProcess.start(
                    Map.of(), "--profile", profile(8, 1), "--target", "http://127.0.0.1:" + listener.getLocalPort());
            await().atMost(DEADLINE).until(() -> process.output().contains("\"CONNECTING\""));
            var sockets = new ArrayList<Socket>();
            sockets.add(listener.accept());
            assertThat(sockets.getFirst().getInputStream().available()).isZero();

            while (sockets.size() < 8) {
                sockets.add(listener.accept());
            }
            for (Socket socket : sockets) {
                new Call(socket, "", 0, 0).answer(200, BODY);
            }
            RunResult result = process.await().result();

            assertThat(result.results().succeeded()).isEqualTo(8);
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void eachClientAsksAsOftenAsItIsToldOnOneConnection() throws InterruptedException {
        try (var server = ScriptedServer.of(call -> call.answer(200, BODY))) {
            RunResult result = LoadgenProcess.run(profile(20, 7), server).result();

            assertThat(result.results().succeeded()).isEqualTo(140);
            assertThat(server.requests()).isEqualTo(140);
            assertThat(server.connections()).isEqualTo(20);
            assertThat(result.warmup()).isNull();
        }
    }

    @Test
    void aServerThatClosesAfterEachAnswerIsConnectedToAnew() throws InterruptedException {
        try (var server = ScriptedServer.of(call -> {
            call.answer(200, BODY, "Connection: close\r\n");
            call.close();
        })) {
            RunResult result = LoadgenProcess.run(profile(20, 7), server).result();

            assertThat(result.results().succeeded()).isEqualTo(140);
            assertThat(server.connections()).isEqualTo(140);
        }
    }

    @Test
    void aTargetMayBeANameAndHaveAPath() throws InterruptedException {
        try (var server = ScriptedServer.of(
                call -> call.answer(call.head().startsWith("POST /base/asked?x=1 HTTP/1.1\r\n") ? 200 : 404, BODY))) {
            String target = "http://localhost:" + server.port() + "/base/";
            String profile = """
                    {"clients":2,"path":"/asked?x=1","method":"POST","body":"hi","headers":{"X-Own":"yes"}}""";

            LoadgenProcess.Ended ended = LoadgenProcess.run("--profile", profile, "--target", target);

            assertThat(ended.result().results().succeeded()).isEqualTo(2);
            assertThat(server.lastHead())
                    .contains("\r\nHost: localhost:" + server.port() + "\r\n")
                    .contains("\r\nX-Own: yes\r\n")
                    .contains("\r\nContent-Length: 2\r\n");
        }
    }

    private static String profile(int clients, int requestsPerClient) {
        return "{\"clients\":%d,\"path\":\"/\",\"requestsPerClient\":%d}".formatted(clients, requestsPerClient);
    }

    private static void awaitAll(CountDownLatch missing) throws IOException {
        try {
            if (!missing.await(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(missing.getCount() + " clients have not asked");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
