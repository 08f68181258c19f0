package dev.acme.performance.operator.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.LongSupplier;

/**
 * Hands on every line of what a user was let do or not; of strangers', and of what a user was refused for his haste, all of a few,
 * and of a flood how many were left out: who needs no right to be heard must not fill the log.
 */
public final class FloodsSummed implements Audit {
    static final int LINES_A_SECOND = 10;
    static final int LINES_AT_ONCE = 200;
    private static final int HASTE = 429;
    private static final int MOST_KINDS = 10_000;

    private final Audit audit;
    private final RateLimit limit;
    private final Cache<Kind, Integer> leftOut = Caffeine.newBuilder()
            .maximumSize(MOST_KINDS)
            .executor(Runnable::run)
            .build();

    /** Lines that are summed up; of a stranger the user is empty. */
    private record Kind(String user, int status) {}

    public FloodsSummed(Audit audit, LongSupplier nanoTime) {
        this(audit, LINES_A_SECOND, LINES_AT_ONCE, nanoTime);
    }

    /**
     * @param perSecond lines of one status, and where a user is known of one user
     * @param atOnce the same, after a silence
     */
    FloodsSummed(Audit audit, int perSecond, int atOnce, LongSupplier nanoTime) {
        this.audit = audit;
        this.limit = new RateLimit(perSecond, atOnce, nanoTime);
    }

    @Override
    public void record(Entry entry) {
        if (!entry.user().isEmpty() && entry.status() != HASTE) {
            audit.record(entry);
            return;
        }
        leftOut.asMap().compute(new Kind(entry.user(), entry.status()), (kind, before) -> {
            int more = before == null ? 0 : before;
            if (limit.take(kind.status() + " " + kind.user()).isPresent()) {
                return more + 1;
            }
            audit.record(entry.after(more));
            return null;
        });
    }
}
