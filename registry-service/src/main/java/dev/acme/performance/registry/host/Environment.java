package dev.acme.performance.registry.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process that runs the function, and the Runtime API it talks to. Handles one call at a time. */
final class Environment implements AutoCloseable {
    static final String INIT_TIMED_OUT = "Sandbox.InitTimedout";

    private static final Logger LOG = LoggerFactory.getLogger(Environment.class);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final CompletableFuture<Long> handlerMillis = new CompletableFuture<>();
    private final BlockingQueue<Call> calls = new ArrayBlockingQueue<>(1);
    private volatile Call current = new Call(new byte[0], Instant.EPOCH);
    private final ApiDoor door;
    private final Process process;
    private final Optional<Path> folder;
    private final long startedAt = System.nanoTime();
    private final long spawnNanos;

    /** @throws IOException where the process cannot be started */
    Environment(Launcher launcher, boolean provisioned) throws IOException {
        this.door = new ApiDoor(work());
        try {
            var launched = launcher.launch(door.address(), provisioned);
            this.process = launched.process();
            this.folder = launched.folder();
        } catch (IOException e) {
            door.close();
            throw e;
        }
        this.spawnNanos = System.nanoTime() - startedAt;
        var _ = process.onExit().thenAccept(this::ended);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until the environment asks for work.
     *
     * @throws InitFailed where it ends, fails or takes too long
     */
    StartTimes awaitReady(long waitedNanos, Duration limit) throws InitFailed, InterruptedException {
        try {
            long handler = TimeUnit.MILLISECONDS.toNanos(handlerMillis.get(limit.toMillis(), TimeUnit.MILLISECONDS));
            long all = System.nanoTime() - startedAt;
            return new StartTimes(waitedNanos, spawnNanos, Math.max(0, all - spawnNanos - handler), handler);
        } catch (TimeoutException e) {
            throw new InitFailed(INIT_TIMED_OUT, "not initialised within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof InitFailed failed
                    ? failed
                    : new InitFailed("Runtime.ExitError", String.valueOf(e.getMessage()));
        }
    }

    /** Hands the call over; its reply comes by itself, also where the process ends. */
    void invoke(Call call) {
        current = call;
        if (!calls.offer(call) || !process.isAlive()) {
            call.reply().complete(gone());
        }
    }

    /** Whether the process ends within the limit. */
    boolean hasEnded(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Asks the process to end by itself.
     *
     * @throws TimeoutException where it does not
     */
    void end(Duration limit) throws InterruptedException, TimeoutException {
        process.toHandle().destroy();
        if (!hasEnded(limit)) {
            throw new TimeoutException("the process does not end");
        }
    }

    /** Ends the process, whatever it does, waits for that, and lets its Runtime API go. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("environment does not end pid={}", process.pid());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeDoor();
        folder.ifPresent(Folders::delete);
    }

    /** What the process said before its end may still be read: its connections stay until somebody closes this. */
    private void ended(Process gone) {
        handlerMillis.completeExceptionally(
                new InitFailed("Runtime.ExitError", "the runtime exited with " + gone.exitValue()));
        current.reply().complete(gone());
    }

    private static Reply.Failed gone() {
        return new Reply.Failed("Runtime.ExitError", "the runtime exited during the invocation");
    }

    private void closeDoor() {
        try {
            door.close();
        } catch (IOException e) {
            LOG.debug("closing a runtime API failed", e);
        }
    }

    private ApiDoor.Work work() {
        return new ApiDoor.Work() {
            @Override
            public Call next(long handlerInitMillis) throws InterruptedException {
                handlerMillis.complete(handlerInitMillis);
                return calls.take();
            }

            @Override
            public Call current(String id) throws IOException {
                var call = current;
                if (!call.id().equals(id)) {
                    throw new IOException("no such invocation: " + id);
                }
                return call;
            }

            @Override
            public void initFailed(String type, String message) {
                handlerMillis.completeExceptionally(new InitFailed(type, message));
            }
        };
    }
}
