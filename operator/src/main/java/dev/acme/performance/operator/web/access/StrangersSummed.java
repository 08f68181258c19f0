package dev.acme.performance.operator.web.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Hands on every line of a user; of those whom nobody knows all of a few, and of a flood how many were left out, by their status:
 * who needs no token to be heard must not fill the log.
 */
public final class StrangersSummed implements Audit {
    static final int LINES_A_SECOND = 10;
    static final int LINES_AT_ONCE = 200;

    private final Audit audit;
    private final RateLimit limit;
    private final Map<Integer, Integer> leftOut = new ConcurrentHashMap<>();

    public StrangersSummed(Audit audit, LongSupplier nanoTime) {
        this(audit, LINES_A_SECOND, LINES_AT_ONCE, nanoTime);
    }

    /**
     * @param perSecond lines of one status
     * @param atOnce the same, after a silence
     */
    StrangersSummed(Audit audit, int perSecond, int atOnce, LongSupplier nanoTime) {
        this.audit = audit;
        this.limit = new RateLimit(perSecond, atOnce, nanoTime);
    }

    @Override
    public void record(Entry entry) {
        if (!entry.user().isEmpty()) {
            audit.record(entry);
            return;
        }
        leftOut.compute(entry.status(), (status, before) -> {
            int more = before == null ? 0 : before;
            if (limit.take(Integer.toString(status)).isPresent()) {
                return more + 1;
            }
            audit.record(entry.after(more));
            return 0;
        });
    }
}
