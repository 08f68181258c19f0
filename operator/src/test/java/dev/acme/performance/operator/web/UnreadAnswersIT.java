package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.operator.web.http.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One user whose clients ask and never read the answers: the others find their places, and he hears why he does not. */
class UnreadAnswersIT {
    private static final int CONNECTIONS = 32;
    private static final int OF_A_USER = 4;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final WebAtWork at = new WebAtWork(limits(CONNECTIONS), Duration.ofSeconds(1));
    private final List<RawClient> deaf = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (var client : deaf) {
            client.close();
        }
        at.close();
    }

    @Test
    void anEighthOfTheConnectionsIsAllThatOneUserMayKeepBusy() throws IOException {
        for (int i = 0; i < OF_A_USER; i++) {
            assertThat(listening()).isEqualTo(200);
        }

        assertThat(listening()).isEqualTo(429);
        try (var client = RawClient.to(at.port())) {
            var refused = client.send(request("/api/v1/runs")).answer();
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers()).containsKey("retry-after");
            assertThat(refused.body()).contains("too-many-requests");
        }
        assertThat(at.audited).anyMatch(entry -> entry.user().equals(WebAtWork.USER) && entry.status() == 429);
        assertThat(at.send(at.request("/api/v1/runs", WebAtWork.STRANGER).build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoHangsUpMayAskAgain() throws IOException {
        for (int i = 0; i < OF_A_USER; i++) {
            listening();
        }

        deaf.removeFirst().close();

        await().atMost(WebAtWork.PATIENCE).until(() -> {
            at.turnClock(Duration.ofSeconds(1));
            return at.get("/api/v1/runs").statusCode() == 200;
        });
    }

    /** Whatever one user does with all his sockets, somebody else's new one is let in. */
    @Test
    void allConnectionsOfOneUserKeepNobodyOut() throws IOException {
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            deaf.add(RawClient.to(at.port()).send(request("/api/v1/events")));
            at.turnClock(Duration.ofMillis(200));
        }

        await().atMost(WebAtWork.PATIENCE).until(() -> {
            try (var client = RawClient.to(at.port())) {
                return client.send(request("/api/v1/runs").replace(WebAtWork.RIGHT, WebAtWork.STRANGER))
                                .status()
                        == 200;
            }
        });
    }

    /** Nobody's answer is broken off for a newcomer, who is told at once; the next one is let in when a place is free. */
    @Test
    void whereAllAreAnsweredANewcomerIsTurnedAwayAndTheListenerGoesOn() throws IOException {
        try (var small = new WebAtWork(limits(2), Duration.ofSeconds(1))) {
            var one = RawClient.to(small.port()).send(request("/api/v1/events"));
            var other = RawClient.to(small.port())
                    .send(request("/api/v1/events").replace(WebAtWork.RIGHT, WebAtWork.STRANGER));
            deaf.addAll(List.of(one, other));
            assertThat(one.status()).isEqualTo(200);
            assertThat(other.status()).isEqualTo(200);

            try (var newcomer = RawClient.to(small.port())) {
                assertThat(newcomer.isClosedByServer()).isTrue();
            }
            one.close();

            await().atMost(WebAtWork.PATIENCE).until(() -> {
                small.turnClock(Duration.ofSeconds(1));
                try (var next = RawClient.to(small.port())) {
                    return next.send(request("/api/v1/runs")).status() == 200;
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    private static Limits limits(int connections) {
        return new Limits(connections, LONG, LONG, LONG, LONG, 64 * 1024);
    }

    /** The status of a stream that goes on, or is refused. */
    private int listening() throws IOException {
        var client = RawClient.to(at.port()).send(request("/api/v1/events"));
        deaf.add(client);
        return client.status();
    }

    private static String request(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + WebAtWork.RIGHT + "\r\n\r\n";
    }
}
