package dev.acme.performance.operator.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of the cluster's user, kubectl or helm, run to its end. */
final class Command {
    private static final int LIMIT_SECONDS = 300;
    /** Not the common pool, where a client's answers are completed: a long command would hold them up. */
    private static final Executor READERS = Thread::startVirtualThread;

    private Command() {}

    /** What the program printed on standard output; throws where it fails or takes longer than five minutes. */
    static String run(String... command) {
        return feed("", command);
    }

    /** As {@link #run}, with {@code input} on the program's standard input. */
    static String feed(String input, String... command) {
        try {
            var process = new ProcessBuilder(command).start();
            var errors = CompletableFuture.supplyAsync(
                    () -> text(process.errorReader(UTF_8).lines()), READERS);
            var output = CompletableFuture.supplyAsync(
                    () -> text(process.inputReader(UTF_8).lines()), READERS);
            try (var standardInput = process.outputWriter(UTF_8)) {
                standardInput.write(input);
            }
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(List.of(command) + " takes longer than " + LIMIT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        List.of(command) + " ended with " + process.exitValue() + ": " + errors.join());
            }
            return output.join();
        } catch (IOException e) {
            throw new UncheckedIOException("kubectl and helm must be on PATH", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Stream<String> lines) {
        return String.join("\n", lines.toList());
    }
}
