package dev.acme.performance.operator.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration LIMIT = Duration.ofSeconds(85);
    private final AtomicLong seconds = new AtomicLong();
    private final Heartbeat heartbeat =
            new Heartbeat(() -> Duration.ofSeconds(seconds.get()).toNanos());

    @Test
    void whatNobodyLooksAtBecomesSilent() {
        heartbeat.expect(Set.of("a", "b"));
        seconds.set(84);
        heartbeat.visited("b");
        assertThat(heartbeat.silentFor(LIMIT)).isEmpty();

        seconds.set(85);

        assertThat(heartbeat.silentFor(LIMIT)).containsExactly("a");
    }

    @Test
    void whatIsGoneIsNotAwaited() {
        heartbeat.expect(Set.of("a"));
        seconds.set(100);

        heartbeat.expect(Set.of("new"));

        assertThat(heartbeat.silentFor(LIMIT)).isEmpty();
    }
}
