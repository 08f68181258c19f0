package dev.acme.performance.registry.http;

import dev.acme.performance.registry.catalogue.Catalogue;
import dev.acme.performance.registry.catalogue.CatalogueFailure;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.StorageFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Whether storage and catalogue really answer; asked by one caller at a time and remembered for a moment. */
public final class Readiness {
    private static final long MEMORY_NANOS = Duration.ofSeconds(1).toNanos();

    private final ModelStorage storage;
    private final Catalogue catalogue;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Answer last = new Answer(System.nanoTime() - MEMORY_NANOS, Optional.of("not asked yet"));
    private volatile boolean stopping;

    public Readiness(ModelStorage storage, Catalogue catalogue) {
        this.storage = storage;
        this.catalogue = catalogue;
    }

    /** Why the service cannot serve, or nothing where it can. */
    public Optional<String> obstacle() {
        if (stopping) {
            return Optional.of("the service is stopping");
        }
        if (isFresh(last)) {
            return last.obstacle();
        }
        if (asking.tryLock()) {
            try {
                last = new Answer(System.nanoTime(), ask());
            } finally {
                asking.unlock();
            }
        }
        return last.obstacle();
    }

    void stop() {
        stopping = true;
    }

    private Optional<String> ask() {
        try {
            storage.probe();
            return catalogue.isActive() ? Optional.empty() : Optional.of("the catalogue's table is not active");
        } catch (StorageFailure | CatalogueFailure e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isFresh(Answer answer) {
        return System.nanoTime() - answer.nanoTime() < MEMORY_NANOS;
    }

    private record Answer(long nanoTime, Optional<String> obstacle) {}
}
