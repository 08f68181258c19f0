package dev.acme.performance.registry.catalogue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Makes one read of those that are asked for while an earlier one is under way. Whoever asks joins a read that has not
 * begun and never one that has, so that an answer is as fresh as one of one's own.
 */
final class SharedReads<K, V> {
    private static final int TURNS = 64;

    private final Function<K, V> read;
    private final Duration limit;
    private final ConcurrentHashMap<K, CompletableFuture<V>> coming = new ConcurrentHashMap<>();
    private final ReentrantLock[] turns =
            IntStream.range(0, TURNS).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    /** @param limit longest that one read takes */
    SharedReads(Function<K, V> read, Duration limit) {
        this.read = read;
        this.limit = limit;
    }

    /** @throws CatalogueFailure what the read threw, or where it takes too long */
    V read(K key) {
        var mine = new CompletableFuture<V>();
        var joined = coming.putIfAbsent(key, mine);
        if (joined == null) {
            lead(key, mine);
        }
        return result(joined == null ? mine : joined);
    }

    private void lead(K key, CompletableFuture<V> round) {
        var turn = turns[Math.floorMod(key.hashCode(), TURNS)];
        try {
            // others' keys may share the turn; whoever waits too long reads beside them
            boolean isOurs = turn.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
            try {
                coming.remove(key, round);
                round.complete(read.apply(key));
            } finally {
                if (isOurs) {
                    turn.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            coming.remove(key, round);
            round.completeExceptionally(timedOut(e));
        } catch (RuntimeException e) {
            round.completeExceptionally(e);
        }
    }

    private V result(CompletableFuture<V> round) {
        try {
            return round.get(2 * limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw timedOut(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw timedOut(e);
        }
    }

    private static CatalogueFailure timedOut(Exception cause) {
        return new CatalogueFailure(
                CatalogueFailure.Reason.TIMED_OUT, "the catalogue's answer to others did not come in time", cause);
    }
}
