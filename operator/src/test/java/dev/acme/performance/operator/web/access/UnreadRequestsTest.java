package dev.acme.performance.operator.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the audit hears of requests that nobody could read. */
class UnreadRequestsTest {
    private final List<Audit.Entry> audited = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final UnreadRequests unread = new UnreadRequests(audited::add, now::get);

    @Test
    void eachOfAFewLeavesALine() {
        unread.accept(431);
        unread.accept(400);
        unread.accept(431);

        assertThat(audited).extracting(Audit.Entry::status).containsExactly(431, 400, 431);
        assertThat(audited).extracting(Audit.Entry::decision).containsOnly("refused");
        assertThat(audited).extracting(Audit.Entry::more).containsOnly(0);
    }

    @Test
    void aFloodIsCountedAndHidesNoOtherStatus() {
        for (int i = 0; i < 1_000; i++) {
            unread.accept(400);
        }
        unread.accept(503);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        unread.accept(400);

        assertThat(audited)
                .filteredOn(entry -> entry.status() == 400)
                .hasSize(UnreadRequests.LINES_AT_ONCE + 1)
                .last()
                .extracting(Audit.Entry::more)
                .isEqualTo(1_000 - UnreadRequests.LINES_AT_ONCE);
        assertThat(audited).filteredOn(entry -> entry.status() == 503).hasSize(1);
    }
}
