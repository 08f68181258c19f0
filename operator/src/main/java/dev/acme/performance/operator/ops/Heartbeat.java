package dev.acme.performance.operator.ops;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * When each object was last looked at. Every object is due at least once a minute, so that one which nobody looks at any
 * more tells that the operator is stuck, be it a thread that hangs or an event that the framework lost.
 */
public final class Heartbeat {
    private final LongSupplier nanoTime;
    private final Map<String, Long> visits = new ConcurrentHashMap<>();

    public Heartbeat(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    public void visited(String object) {
        visits.put(object, nanoTime.getAsLong());
    }

    /** Forgets what does not exist; what is new counts as looked at just now. */
    public void expect(Set<String> present) {
        visits.keySet().retainAll(present);
        present.forEach(object -> visits.putIfAbsent(object, nanoTime.getAsLong()));
    }

    /** What nobody looked at for so long. */
    public Set<String> silentFor(Duration limit) {
        long now = nanoTime.getAsLong();
        return visits.entrySet().stream()
                .filter(visit -> now - visit.getValue() >= limit.toNanos())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
