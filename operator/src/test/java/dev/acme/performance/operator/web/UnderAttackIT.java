package dev.acme.performance.operator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.crds.PerformanceRunStatus;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many at once: S-20 and S-22, for a few seconds; docs/benchmarks.md says how to let them last as long as they ask for. */
@Timeout(900)
class UnderAttackIT {
    private static final Duration LASTS = Duration.ofSeconds(Integer.getInteger("attack.seconds", 4));
    private static final int SOCKETS = 1_000;
    private static final int PER_SECOND = 2_000;
    /** What a user gets: 10 a second, 40 at once. */
    private static final long MOST_ALLOWED = 10 * (LASTS.toSeconds() + 1) + 40;

    private static final Duration PAUSE = Duration.ofMillis(200);
    /** S-20: a slow connection's end, and what a user waits meanwhile. */
    private static final Duration LAST_END = Duration.ofSeconds(45);

    /** S-20: what others wait; the p99 of a few times is the slowest of them, and other tests run beside these. */
    private static final Duration MEDIAN = Duration.ofMillis(500);

    private static final Duration MOST = LASTS.toSeconds() < 60 ? Duration.ofSeconds(2) : Duration.ofMillis(500);
    /** A flood that reached less than a quarter of what it was to be proves nothing. */
    private static final double FEWEST_PER_SECOND = PER_SECOND / 4.0;

    /** Of a browser, about. */
    private static final int ATTEMPTS = 3;

    private final WebAtWork at = new WebAtWork();
    private final Times kept = new Times();
    private final Times fresh = new Times();
    private int cutOff;

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void aThousandSlowSocketsKeepNobodyFromBeingAnswered() throws Exception {
        at.run("bench", "tiny", PerformanceRunStatus.empty());
        assertThat(get(WebAtWork.RIGHT)).isEqualTo(200);
        try (var slow = new SlowClients(at.port(), SOCKETS)) {
            whileItLasts(() -> {
                kept.measure(() -> assertThat(get(WebAtWork.RIGHT)).isEqualTo(200));
                fresh.measure(() -> assertThat(raw("/api/v1/runs/bench/tiny")).isEqualTo(200));
                fresh.measure(() -> assertThat(raw("/readyz")).isEqualTo(200));
            });
            System.err.println(
                    "S-20: %d slow sockets, %d connections of theirs, the longest %.1f s; kept connection: %s; fresh ones: %s, %d cut off and come again"
                            .formatted(
                                    SOCKETS, slow.connections(), slow.longest().toMillis() / 1e3, kept, fresh, cutOff));
            assertThat(slow.connections()).isGreaterThanOrEqualTo(SOCKETS);
            assertThat(slow.longest()).isLessThan(LAST_END);
        }
        assertUnharmed(kept);
        assertUnharmed(fresh);
    }

    @Test
    void aFloodIsAnsweredByRefusalsAndReachesNeitherTheApiServerNorAnybodyElse() {
        assertThat(get(WebAtWork.STRANGER)).isEqualTo(200);
        try (var flood = new Flood(at.port(), WebAtWork.RIGHT, PER_SECOND)) {
            whileItLasts(
                    () -> kept.measure(() -> assertThat(get(WebAtWork.STRANGER)).isEqualTo(200)));
            System.err.println("S-22: %.0f requests/s, %d allowed, %d refused, %d token reviews; somebody else: %s"
                    .formatted(
                            flood.perSecond(),
                            flood.answered(200),
                            flood.answered(429),
                            at.api.asked("tokenreviews"),
                            kept));
            assertThat(flood.perSecond()).isGreaterThanOrEqualTo(FEWEST_PER_SECOND);
            assertThat(flood.answered(200)).isBetween(1L, MOST_ALLOWED);
            assertThat(flood.answered(429)).isGreaterThan(flood.answered(200));
            assertThat(flood.answered(0)).isZero();
        }
        // two users, each asked for again every 40 s
        assertThat(at.api.asked("tokenreviews")).isLessThanOrEqualTo(2 * (1 + LASTS.toSeconds() / 40));
        assertUnharmed(kept);
    }

    private static void assertUnharmed(Times others) {
        assertThat(others.median()).isLessThan(MEDIAN);
        assertThat(others.p99()).isLessThan(MOST);
    }

    /** Others ask meanwhile, round after round with a pause between, as users do who are to notice nothing. */
    private static void whileItLasts(Runnable round) {
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .during(LASTS)
                .atMost(LASTS.plus(LAST_END))
                .until(() -> {
                    round.run();
                    return true;
                });
    }

    private int get(String token) {
        return at.send(at.request("/api/v1/runs", token).build()).statusCode();
    }

    /** On a connection of its own; one that leaves for newcomers before it has said what it wants comes again, as browsers do. */
    private int raw(String path) {
        for (int attempt = 1; ; attempt++) {
            try (var client = RawClient.to(at.port())) {
                return client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                + WebAtWork.RIGHT + "\r\nConnection: close\r\n\r\n")
                        .answer()
                        .status();
            } catch (SocketException | EOFException e) {
                cutOff++;
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException(e);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
