package dev.acme.performance.registry.http;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs one call on a virtual thread of its own and waits for it. Each client's connection has one thread as long as it
 * lives; what the SDK's calls leave there, deep stacks and buffers of 50 KiB in thread locals, would stay with it.
 */
final class Aside {
    private Aside() {}

    /** @throws RuntimeException what the call threw */
    static <T> T call(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new Refusal(Problem.STOPPING, "interrupted");
        }
    }
}
