package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.storage.OpeningTimes;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One archive on its way into the cache, and everybody who waits for it: whoever leaves takes nothing from the others. */
final class Flight {
    private final Holding holding;
    private final CompletableFuture<Landing> landing = new CompletableFuture<>();

    /** How it ended. */
    sealed interface Landing {
        /** The copy is complete. */
        record Kept(OpeningTimes fetch) implements Landing {}

        /** The storage failed, and so does every request that waited. */
        record Failed(StorageFailure failure) implements Landing {}

        /** The cache failed, which is no reason to fail a request. */
        record NotKept() implements Landing {}
    }

    Flight(Holding holding) {
        this.holding = holding;
    }

    Holding holding() {
        return holding;
    }

    void ended(Landing how) {
        landing.complete(how);
    }

    /** @throws StorageFailure where it has not ended within the limit */
    Landing await(Duration limit) {
        try {
            return landing.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new StorageFailure(Reason.TIMED_OUT, "the archive was not in the cache within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageFailure(Reason.TIMED_OUT, "interrupted while the archive was fetched", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
