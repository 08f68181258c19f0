package dev.acme.performance.registry.host;

import dev.acme.performance.registry.http.FrontRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has one environment record what it loads and links, so that the others need not (JEP 514). */
public final class AotTraining {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration DUMP_LIMIT = Duration.ofMinutes(3);
    /** Whoever awaits the host has deadlines of its own; this one ends a process that everybody forgot. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    /** Between two questions for what may not have been filled in yet. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** The JVM warns of each class that it leaves out, and JDK 25 of names that collide; what matters is an error. */
    public static final String WITHOUT_ADVICE = "-Xlog:aot*=error";

    /** The JVM that makes the file of the recording holds more than an environment does. */
    private static final String OF_THE_ASSEMBLY = "-Xmx64m";

    private static final int OK = 200;

    private AotTraining() {}

    /**
     * Makes the file, which appears whole or not at all.
     *
     * @param target what the environment is asked for, again and again until it has it: path, and query where there is one
     * @throws IllegalStateException where it cannot be made
     */
    public static void record(Launcher launcher, Path file, String target) {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            train(
                    launcher.with(WITHOUT_ADVICE)
                            .with("-XX:AOTCacheOutput=" + unfinished)
                            .told("JDK_AOT_VM_OPTIONS", OF_THE_ASSEMBLY),
                    target);
            if (!Files.isRegularFile(unfinished)) {
                throw new IOException("the JVM has made none");
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | InitFailed | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no AOT cache could be recorded: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void train(Launcher launcher, String target)
            throws IOException, InitFailed, InterruptedException, ExecutionException, TimeoutException {
        try (var environment = new Environment(launcher, false)) {
            environment.awaitReady(0, LIMIT);
            var deadline = Instant.now().plus(LONGEST_WAIT);
            while (!isServed(environment, target)) {
                if (environment.hasEnded(PAUSE) || Instant.now().isAfter(deadline)) {
                    throw new TimeoutException("nothing was served at " + target);
                }
            }
            environment.end(DUMP_LIMIT);
        }
    }

    private static boolean isServed(Environment environment, String target)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var parts = target.split("\\?", 2);
        var request = new FrontRequest("GET", parts[0], parts.length < 2 ? "" : parts[1], Map.of(), "127.0.0.1");
        var call = new Call(Events.json(request), Instant.now().plus(LIMIT));
        environment.invoke(call);
        var reply = call.reply().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        try {
            return switch (reply) {
                case Reply.Failed _ -> false;
                case Reply.Streamed streamed -> {
                    streamed.body().transferTo(OutputStream.nullOutputStream());
                    yield streamed.status() == OK;
                }
            };
        } finally {
            call.read().countDown();
        }
    }
}
