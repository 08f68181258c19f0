package dev.acme.performance.operator.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/** A token bucket for each key: {@code burst} at once, {@code perSecond} in the long run. */
public final class RateLimit {
    private static final int MOST_KEYS = 10_000;
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Cache<String, Bucket> buckets;

    public RateLimit(int perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
        // a bucket that was left alone for longer than it takes to fill is a full one
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .executor(Runnable::run)
                .ticker(nanoTime::getAsLong)
                .expireAfterAccess(Duration.ofSeconds(1L + burst / perSecond))
                .build();
    }

    /** Takes one for {@code key}; where there is none left, after how many seconds there is. */
    public OptionalInt take(String key) {
        return buckets.get(key, _ -> new Bucket()).take();
    }

    private final class Bucket {
        private double left = burst;
        private long at = nanoTime.getAsLong();

        synchronized OptionalInt take() {
            long now = nanoTime.getAsLong();
            left = Math.min(burst, left + (now - at) / NANOS * perSecond);
            at = now;
            if (left >= 1) {
                left--;
                return OptionalInt.empty();
            }
            return OptionalInt.of((int) Math.max(1, Math.ceil((1 - left) / perSecond)));
        }
    }
}
