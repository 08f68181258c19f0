package dev.acme.performance.operator.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Answers to slow questions, each kept as long as it says; who asks while somebody asks the same waits for his answer.
 *
 * <p>The cache never loads by itself: its own upkeep, on the common pool, would wait for a loader that has a part of it locked, while the
 * answer which that loader waits for is handed over on the common pool, too. With one processor or two that is one thread.
 */
final class SharedAnswers<K, V> {
    private static final int MOST = 10_000;

    private final Cache<K, V> known;
    private final Map<K, FutureTask<V>> asked = new ConcurrentHashMap<>();

    SharedAnswers(Function<V, Duration> life, LongSupplier nanoTime) {
        this.known = Caffeine.newBuilder()
                .maximumSize(MOST)
                .executor(Runnable::run)
                .ticker(nanoTime::getAsLong)
                .expireAfter(Expiry.<K, V>creating((_, value) -> life.apply(value)))
                .build();
    }

    Optional<V> known(K key) {
        return Optional.ofNullable(known.getIfPresent(key));
    }

    /** What is known, or what {@code load} says; what it throws is thrown to all who wait, and not kept. */
    V get(K key, Function<K, V> load) {
        return known(key).orElseGet(() -> load(key, load));
    }

    private V load(K key, Function<K, V> load) {
        // somebody else may have ended between the look and this
        var own = new FutureTask<>(() -> known(key).orElseGet(() -> load.apply(key)));
        var other = asked.putIfAbsent(key, own);
        if (other != null) {
            return answer(other);
        }
        try {
            own.run();
            var value = answer(own);
            known.put(key, value);
            return value;
        } finally {
            asked.remove(key, own);
        }
    }

    private V answer(FutureTask<V> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Reviews.Undecided undecided
                    ? undecided
                    : new Reviews.Undecided(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Reviews.Undecided("interrupted", e);
        }
    }
}
