package dev.acme.performance.local.node;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** One run of a container: its process, what that started, and what it prints. */
final class ContainerProcess {
    private static final int PUMP_BYTES = 16 * 1024;
    private static final long PUMP_LIMIT_SECONDS = 2;

    private final Process process;
    private final Marker marker;
    private final LogFile log;
    private final Instant startedAt;
    private final Thread pump;

    /** @param onExit told the exit code once the process and all it started are gone and its last line is in the log */
    ContainerProcess(Process process, Marker marker, LogFile log, Instant startedAt, IntConsumer onExit) {
        this.process = process;
        this.marker = marker;
        this.log = log;
        this.startedAt = startedAt;
        this.pump = Thread.ofPlatform().name("log-" + process.pid()).daemon().start(this::pump);
        Thread.ofVirtual().name("exit-" + process.pid()).start(() -> finish(onExit));
    }

    long pid() {
        return process.pid();
    }

    Instant startedAt() {
        return startedAt;
    }

    LogFile log() {
        return log;
    }

    /**
     * Asks the program to end, as a container runtime asks its first process. By its handle: {@link Process#destroy} would
     * also close its output, and lose what it says last.
     */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Ends the program and all it started. */
    void kill() {
        process.toHandle().destroyForcibly();
        marker.killAll();
    }

    /** With its first process a container ends; the rest does not live on. */
    private void finish(IntConsumer onExit) {
        try {
            int exitCode = process.waitFor();
            marker.killAll();
            closeLog();
            onExit.accept(exitCode);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeLog() throws InterruptedException {
        try {
            if (!pump.join(Duration.ofSeconds(PUMP_LIMIT_SECONDS))) {
                process.getInputStream().close();
            }
            log.close();
        } catch (IOException e) {
            // the log ends here; a full disk is told by the folder's watch
            pump.interrupt();
        }
    }

    private void pump() {
        byte[] buffer = new byte[PUMP_BYTES];
        boolean isWritable = true;
        try (var in = process.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                isWritable = isWritable && write(buffer, count);
            }
        } catch (IOException e) {
            // the process is gone: nothing more is printed
            pump.interrupt();
        }
    }

    /** A program must not stop because its log cannot be kept. */
    private boolean write(byte[] buffer, int count) {
        try {
            log.append(buffer, count);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits a moment for the end. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }
}
