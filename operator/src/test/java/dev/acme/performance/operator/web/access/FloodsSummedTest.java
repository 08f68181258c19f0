package dev.acme.performance.operator.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the audit hears of many requests. */
class FloodsSummedTest {
    private final List<Audit.Entry> audited = new ArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private final FloodsSummed floods = new FloodsSummed(audited::add, now::get);

    @Test
    void whatAUserWasLetDoOrNotIsNeverLeftOut() {
        for (int i = 0; i < 1_000; i++) {
            ask("ada", 200);
            ask("ada", 404);
        }

        assertThat(audited).hasSize(2_000).extracting(Audit.Entry::more).containsOnly(0);
    }

    @Test
    void theHasteOfAUserIsSummedUpByHisNameAndHidesNobodyElses() {
        for (int i = 0; i < 1_000; i++) {
            ask("ada", 429);
        }
        ask("bob", 429);
        ask("", 429);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        ask("ada", 429);

        assertThat(audited)
                .filteredOn(entry -> entry.user().equals("ada"))
                .hasSize(FloodsSummed.LINES_AT_ONCE + 1)
                .last()
                .extracting(Audit.Entry::more)
                .isEqualTo(1_000 - FloodsSummed.LINES_AT_ONCE);
        assertThat(audited).extracting(Audit.Entry::user).contains("bob", "");
    }

    @Test
    void ofStrangersOneStatusHidesNoOther() {
        for (int i = 0; i < 1_000; i++) {
            ask("", 401);
        }
        ask("", 429);

        assertThat(audited).filteredOn(entry -> entry.status() == 401).hasSize(FloodsSummed.LINES_AT_ONCE);
        assertThat(audited).filteredOn(entry -> entry.status() == 429).hasSize(1);
    }

    private void ask(String user, int status) {
        floods.record(new Audit.Entry(user, "get runs", "GET", "/api/v1/runs", Set.of(), "", status, 0));
    }
}
