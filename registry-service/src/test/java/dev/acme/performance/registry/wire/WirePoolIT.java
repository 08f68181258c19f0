package dev.acme.performance.registry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.registry.backends.ScriptedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;

/** The pool of connections: reuse, order, bounds, and what leaves it early. */
final class WirePoolIT {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aConnectionServesOneRequestAfterTheOther() throws Exception {
        var server = ScriptedServer.answering((_, caller) -> caller.send(ANSWER));
        try (var wire = Wire.to(server)) {
            for (int i = 0; i < 50; i++) {
                assertThat(Wire.text(wire.get("/"))).isEqualTo("hi");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatWantsToCloseIsNotAskedAgainOverTheSameConnection() throws Exception {
        var server = ScriptedServer.answering(
                (_, caller) -> caller.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"));
        try (var wire = Wire.to(server)) {
            Wire.text(wire.get("/"));
            Wire.text(wire.get("/"));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void connectionsThatTheServerClosedMeanwhileAreNotUsed() throws Exception {
        var all = new CountDownLatch(4);
        var server = ScriptedServer.answering((request, caller) -> {
            if (request.target().equals("/together")) {
                all.countDown();
                awaitZero(all);
            }
            caller.send(ANSWER);
        });
        try (var wire = Wire.to(server)) {
            get(ask(4, () -> Wire.text(wire.get("/together"))));
            server.dropConnections();
            await().until(() -> server.open() == 0);

            assertThat(Wire.text(wire.get("/after"))).isEqualTo("hi");
        }
    }

    @Test
    void aConnectionThatSaidSomethingUnaskedIsNotUsed() throws Exception {
        var spoken = new CountDownLatch(1);
        var server = ScriptedServer.start((caller, number) -> {
            caller.next();
            caller.send(ANSWER);
            if (number == 0) {
                awaitZero(spoken);
                caller.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 4\r\n\r\nlate");
            }
            caller.isClosedByClient();
        });
        try (var wire = Wire.to(server)) {
            Wire.text(wire.get("/"));
            spoken.countDown();

            await().untilAsserted(() -> assertThat(Wire.text(wire.get("/"))).isEqualTo("hi"));
        }
    }

    @Test
    void requestsBeyondTheBoundWaitInTheOrderInWhichTheyCame() throws Exception {
        var order = new CopyOnWriteArrayList<String>();
        var free = new CountDownLatch(1);
        var server = ScriptedServer.answering((request, caller) -> {
            order.add(request.target());
            if (request.target().equals("/0")) {
                awaitZero(free);
            }
            caller.send(ANSWER);
        });
        try (var wire = new Wire(Wire.settings(1, Wire.LONG, Wire.LONG, Wire.LONG), server)) {
            var asked = new ArrayList<Future<String>>();
            for (int i = 0; i < 8; i++) {
                var path = "/" + i;
                int before = i;
                asked.add(threads.submit(() -> Wire.text(wire.get(path))));
                await().until(() -> wire.client().leased() + wire.client().pending() == before + 1);
            }
            assertThat(wire.client().leased()).isEqualTo(1);
            assertThat(wire.client().pending()).isEqualTo(7);
            free.countDown();
            get(asked);

            assertThat(order).containsExactly("/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7");
            assertThat(wire.client().pending()).isZero();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aPoolThatGivesNoConnectionInTimeSaysSo() throws Exception {
        var free = new CountDownLatch(1);
        var server = ScriptedServer.answering((_, caller) -> {
            awaitZero(free);
            caller.send(ANSWER);
        });
        try (var wire = new Wire(Wire.settings(1, Wire.SHORT, Wire.LONG, Wire.LONG), server)) {
            var first = threads.submit(() -> Wire.text(wire.get("/")));
            await().until(() -> wire.client().leased() == 1);

            assertThatThrownBy(() -> wire.get("/"))
                    .isInstanceOf(PoolExhausted.class)
                    .hasMessageContaining("300 ms");
            assertThat(wire.client().pending()).isZero();
            free.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("hi");
        }
    }

    @Test
    void whoClosesABodyEarlyGivesItsPlaceBackAndTheServerSeesIt() throws Exception {
        var seen = new CompletableFuture<Boolean>();
        var server = ScriptedServer.start((caller, _) -> {
            caller.next();
            caller.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nsome");
            seen.complete(caller.isClosedByClient());
        });
        try (var wire = new Wire(Wire.settings(1, Wire.LONG, Wire.LONG, Wire.LONG), server)) {
            var response = wire.get("/");
            response.responseBody().orElseThrow().close();

            assertThat(wire.client().leased()).isZero();
            assertThat(seen.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAbortedCallEndsAtOnceAndGivesItsPlaceBack() throws Exception {
        var asked = new CountDownLatch(1);
        var server = ScriptedServer.start((caller, _) -> {
            caller.next();
            asked.countDown();
            caller.isClosedByClient();
        });
        try (var wire = new Wire(Wire.settings(1, Wire.LONG, Wire.LONG, Wire.LONG), server)) {
            var call = wire.prepare(SdkHttpMethod.GET, "/");
            var running = threads.submit(() -> call.call());
            awaitZero(asked);
            call.abort();

            assertThatThrownBy(() -> running.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
            assertThat(wire.client().leased()).isZero();
        }
    }

    @Test
    void twoAnswersReadAtOnceDoNotShareABuffer() throws Exception {
        var server = ScriptedServer.answering(
                (request, caller) -> caller.send("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n"
                        + request.target().substring(1).repeat(300_000)));
        try (var wire = Wire.to(server)) {
            var answers = new ArrayList<Future<String>>();
            for (int i = 0; i < 40; i++) {
                var letter = String.valueOf((char) ('a' + i % 26));
                answers.add(threads.submit(
                        () -> Wire.text(wire.get("/" + letter)).equals(letter.repeat(300_000)) ? "same" : "other"));
            }
            assertThat(get(answers)).containsOnly("same");
            assertThat(server.connections()).isLessThanOrEqualTo(4);
        }
    }

    private List<Future<String>> ask(int times, Callable<String> question) {
        var asked = new ArrayList<Future<String>>();
        for (int i = 0; i < times; i++) {
            asked.add(threads.submit(question));
        }
        return asked;
    }

    private static List<String> get(List<Future<String>> asked) throws Exception {
        var answers = new ArrayList<String>();
        for (var answer : asked) {
            answers.add(answer.get(20, TimeUnit.SECONDS));
        }
        return answers;
    }

    private static void awaitZero(CountDownLatch latch) {
        await().until(() -> latch.getCount() == 0);
    }
}
