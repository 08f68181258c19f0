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

    private AotTraining() {}

    /**
     * Makes the file, which appears whole or not at all.
     *
     * @throws IllegalStateException where it cannot be made
     */
    public static void record(Launcher launcher, Path file) {
        var unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            train(launcher.with("-XX:AOTCacheOutput=" + unfinished));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | InitFailed | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no AOT cache could be recorded: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void train(Launcher launcher)
            throws IOException, InitFailed, InterruptedException, ExecutionException, TimeoutException {
        try (var environment = new Environment(launcher, false)) {
            environment.awaitReady(0, LIMIT);
            var request = new FrontRequest("GET", "/performance/models", "limit=1", Map.of(), "127.0.0.1");
            var call = new Call(Events.json(request), Instant.now().plus(LIMIT));
            environment.invoke(call);
            if (call.reply().get(LIMIT.toSeconds(), TimeUnit.SECONDS) instanceof Reply.Streamed streamed) {
                streamed.body().transferTo(OutputStream.nullOutputStream());
            }
            call.read().countDown();
            environment.end(DUMP_LIMIT);
        }
    }
}
