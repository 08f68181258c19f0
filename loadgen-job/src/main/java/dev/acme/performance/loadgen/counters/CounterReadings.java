package dev.acme.performance.loadgen.counters;

import dev.acme.performance.exchange.MetricsPage;
import dev.acme.performance.exchange.TargetCounters;

/** Reads the target's counters before and after the load. */
public final class CounterReadings {
    private final MetricsPage page;
    private final PageClient client;
    private Reading before = new Reading.Unread("nobody asked: the load never began");

    public CounterReadings(MetricsPage page) {
        this.page = page;
        this.client = new PageClient(page.url());
    }

    /** To be called while nothing is under way. */
    public void before() {
        before = read();
    }

    /** What the target counted since {@link #before}. */
    public TargetCounters after() {
        return Comparison.of(page, before, read());
    }

    private Reading read() {
        return switch (client.fetch()) {
            case PageClient.Answer.Page text -> Reading.of(text.text(), page.counters());
            case PageClient.Answer.None none -> new Reading.Unread(none.why());
        };
    }
}
