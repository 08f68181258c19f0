package dev.acme.performance.operator.web.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Tells the audit of requests that were refused unread, by their status: all of a few, and how many of a flood. */
public final class UnreadRequests implements IntConsumer {
    /** Lines a second, of one status. */
    private static final int LINES = 1;

    static final int LINES_AT_ONCE = 20;

    private final Audit audit;
    private final RateLimit limit;
    private final Map<Integer, Integer> leftOut = new ConcurrentHashMap<>();

    public UnreadRequests(Audit audit, LongSupplier nanoTime) {
        this.audit = audit;
        this.limit = new RateLimit(LINES, LINES_AT_ONCE, nanoTime);
    }

    @Override
    public void accept(int status) {
        leftOut.compute(status, (_, before) -> {
            int more = before == null ? 0 : before;
            if (limit.take(Integer.toString(status)).isPresent()) {
                return more + 1;
            }
            audit.record(Audit.Entry.unread(status, more));
            return 0;
        });
    }
}
