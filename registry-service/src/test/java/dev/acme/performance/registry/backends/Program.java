package dev.acme.performance.registry.backends;

import static org.awaitility.Awaitility.await;

import dev.acme.performance.registry.RegistryMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A process of its own, started with the JVM options that the service is shipped with. */
public final class Program implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private Program(Process process) {
        this.process = process;
        this.readers = List.of(read(process.getInputStream(), output), read(process.getErrorStream(), errors));
    }

    /** The service's own program. */
    public static Program start(Map<String, String> environment, String... arguments) throws IOException {
        return start(RegistryMain.class, environment, arguments);
    }

    /** Any program of the tests. */
    public static Program start(Class<?> main, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(), main.getName()), environment, arguments);
    }

    /** The service's own program as it is shipped: of classes in folders the JVM makes no cache. */
    public static Program startPackaged(Map<String, String> environment, String... arguments) throws IOException {
        var jar = Path.of("target", "registry-service.jar").toString();
        return start(List.of("-jar", jar), environment, arguments);
    }

    private static Program start(List<String> program, Map<String, String> environment, String... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("src", "main", "jvm", "jvm.options"));
        command.addAll(program);
        for (var argument : arguments) {
            if (!argument.isEmpty()) {
                command.add(argument);
            }
        }
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("JDK_JAVA"));
        builder.environment().putAll(environment);
        return new Program(builder.start());
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    public List<String> output() {
        return List.copyOf(output);
    }

    public List<String> errors() {
        return List.copyOf(errors);
    }

    public String lastError() {
        return errors.isEmpty() ? "" : errors.getLast();
    }

    /** The first line of the error output that has this text. */
    public String awaitError(String text) {
        await().atMost(LIMIT).until(() -> !process.isAlive() || errors.stream().anyMatch(line -> line.contains(text)));
        return errors.stream()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("ended with " + errors));
    }

    /** The processes that it has started and that still run. */
    public List<ProcessHandle> children() {
        return process.children().toList();
    }

    /** As a machine that loses its power. */
    public void kill() {
        process.destroyForcibly();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As Kubernetes asks a container to end. */
    public void terminate() {
        process.destroy();
    }

    /** Waits for the end. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running: " + errors);
        }
        for (var reader : readers) {
            reader.join(LIMIT);
        }
        return process.exitValue();
    }

    private static Thread read(InputStream stream, List<String> lines) {
        return Thread.ofVirtual().start(() -> {
            try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add("unreadable: " + e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
