package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.populate.PopulateFailure.Reason;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A bounded number of hands that do the same thing to many things; the first failure stops them all. */
record Crew(int hands) {
    /** @throws RuntimeException what one of the hands threw */
    <T> void each(Collection<T> things, Consumer<T> work) {
        try (var executor =
                Executors.newFixedThreadPool(hands, Thread.ofVirtual().factory())) {
            var done = new ExecutorCompletionService<Void>(executor);
            things.forEach(thing -> done.submit(() -> work.accept(thing), null));
            try {
                for (int i = 0; i < things.size(); i++) {
                    done.take().get();
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
            } catch (InterruptedException e) {
                executor.shutdownNow();
                Thread.currentThread().interrupt();
                throw new PopulateFailure(Reason.INTERRUPTED, "interrupted", e);
            }
        }
    }
}
