package dev.acme.performance.operator.web.access;

import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Tells the audit of requests that were refused unread, by their status: all of a few, and how many of a flood. */
public final class UnreadRequests implements IntConsumer {
    /** Lines a second, of one status. */
    private static final int LINES = 1;

    static final int LINES_AT_ONCE = 20;

    private final Audit audit;

    public UnreadRequests(Audit audit, LongSupplier nanoTime) {
        this.audit = new FloodsSummed(audit, LINES, LINES_AT_ONCE, nanoTime);
    }

    @Override
    public void accept(int status) {
        audit.record(Audit.Entry.unread(status));
    }
}
