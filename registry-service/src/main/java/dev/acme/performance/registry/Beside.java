package dev.acme.performance.registry;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A part of a start on a thread of its own. */
final class Beside<T> {
    private final FutureTask<T> task;

    private Beside(FutureTask<T> task) {
        this.task = task;
    }

    /** Begins at once; each wait in it must have an end. */
    static <T> Beside<T> start(Callable<T> part) {
        var task = new FutureTask<>(part);
        Thread.ofPlatform().daemon().name("start").start(task);
        return new Beside<>(task);
    }

    /** What came of it, once it has ended; what it threw is thrown here. */
    T result() {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new CannotStart(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted");
        }
    }
}
