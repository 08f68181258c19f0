package dev.acme.performance.operator.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong now = new AtomicLong();
    private final RateLimit limit = new RateLimit(10, 40, now::get);

    private long taken(String key, int tries) {
        return IntStream.range(0, tries).filter(_ -> limit.take(key).isEmpty()).count();
    }

    @Test
    void aBurstIsTakenAtOnceAndNoMore() {
        assertThat(taken("a", 100)).isEqualTo(40);
    }

    @Test
    void afterwardsTenASecondAreTaken() {
        taken("a", 100);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(taken("a", 100)).isEqualTo(10);
        now.addAndGet(Duration.ofMillis(250).toNanos());
        assertThat(taken("a", 100)).isEqualTo(2);
    }

    @Test
    void nobodyPaysForAnother() {
        taken("a", 100);

        assertThat(taken("b", 1)).isEqualTo(1);
    }

    @Test
    void whoMustWaitIsToldForHowLong() {
        taken("a", 40);

        assertThat(limit.take("a")).hasValue(1);
    }

    @Test
    void patienceIsNotSavedBeyondABurst() {
        now.addAndGet(Duration.ofHours(1).toNanos());

        assertThat(taken("a", 100)).isEqualTo(40);
    }
}
