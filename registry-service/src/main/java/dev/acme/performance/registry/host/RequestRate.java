package dev.acme.performance.registry.host;

import java.util.ArrayDeque;

/** How many requests one environment took within the last second. Owned by the fleet. */
final class RequestRate {
    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private final ArrayDeque<Long> taken = new ArrayDeque<>();

    /** @param perSecond 0: any number */
    RequestRate(int perSecond) {
        this.perSecond = perSecond;
    }

    boolean allows(long now) {
        while (!taken.isEmpty() && now - taken.getFirst() >= SECOND) {
            taken.removeFirst();
        }
        return perSecond == 0 || taken.size() < perSecond;
    }

    void took(long now) {
        if (perSecond > 0) {
            taken.addLast(now);
        }
    }
}
