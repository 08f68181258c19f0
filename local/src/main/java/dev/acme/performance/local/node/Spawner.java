package dev.acme.performance.local.node;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts every process of the node from one thread that lives as long as the node.
 *
 * <p>{@code setpriv --pdeathsig KILL} has the kernel kill a process when the <em>thread</em> that started it dies; from a
 * thread of a pool it would die at a random time. {@code setsid} keeps a terminal's Ctrl-C from reaching processes directly.
 */
final class Spawner implements AutoCloseable {
    private static final long START_LIMIT_SECONDS = 10;
    private static final List<String> PREFIX = List.of("setsid", "setpriv", "--pdeathsig", "KILL", "--");

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("spawner").daemon().factory());
    private final Marker marker;

    Spawner(Marker marker) {
        this.marker = marker;
    }

    /** Says by name which of the programs it needs are not installed; empty where all are. */
    static List<String> missingTools(String searchPath) {
        return Guardian.tools().stream()
                .filter(tool -> find(tool, searchPath).isEmpty())
                .toList();
    }

    /** Where a program is, by its path or by its name on a search path; empty where it cannot be started. */
    static List<Path> find(String program, String searchPath) {
        if (program.contains("/")) {
            return executable(Path.of(program));
        }
        for (String folder : searchPath.split(":", -1)) {
            var found = executable(Path.of(folder, program));
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<Path> executable(Path path) {
        return Files.isExecutable(path) && Files.isRegularFile(path) ? List.of(path) : List.of();
    }

    /** Starts a process whose output and errors are one stream. */
    Process start(List<String> command, Map<String, String> environment, Path folder) throws IOException {
        return onThread(() -> {
            var all = new ArrayList<>(PREFIX);
            all.addAll(command);
            var builder = new ProcessBuilder(all)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.environment().clear();
            builder.environment().putAll(environment);
            builder.environment().put(marker.name(), marker.value());
            return builder.start();
        });
    }

    private Process onThread(Callable<Process> start) throws IOException {
        try {
            return thread.submit(start).get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the process did not start within " + START_LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends the thread, and with it whatever still runs. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
