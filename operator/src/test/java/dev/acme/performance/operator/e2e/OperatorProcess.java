package dev.acme.performance.operator.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The operator from its jar, outside of the cluster: with a configuration that only one test wants. */
public final class OperatorProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int STOP_LIMIT_SECONDS = 25;

    private final Process process;
    private final Path log;

    private OperatorProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it, and waits until it says {@code ready}. */
    public static OperatorProcess start(String name, Map<String, String> environment, String ready) {
        try {
            var target = Path.of("target").toAbsolutePath();
            var log = Files.createDirectories(target.resolve("e2e")).resolve(name + ".log");
            var builder = new ProcessBuilder(
                            java(),
                            "@src/main/jvm/jvm.options",
                            // many short lives on few processors
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            target.resolve("operator.jar").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new OperatorProcess(builder.start(), log).awaitLine(ready);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL; the process is gone when this returns. */
    public void kill() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** SIGTERM, and how long the process took to end after it. */
    Duration stop() {
        long start = System.nanoTime();
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("not stopped within " + STOP_LIMIT_SECONDS + " s: see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    /** One that does not get ready is not left running. */
    private OperatorProcess awaitLine(String text) {
        try {
            Awaitility.await("operator, see " + log)
                    .atMost(START_LIMIT)
                    .failFast("the operator ended, see " + log, () -> !process.isAlive())
                    .until(() -> Files.readString(log).contains(text));
            return this;
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
