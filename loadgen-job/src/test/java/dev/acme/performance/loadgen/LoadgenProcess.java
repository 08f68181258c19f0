package dev.acme.performance.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunResult;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program as users run it: the jar, in a process of its own. */
public final class LoadgenProcess {
    private static final Path JAR = Path.of("target", "loadgen-job.jar").toAbsolutePath();
    private static final Path JVM_OPTIONS = JAR.resolveSibling("jvm.options");
    private static final long DEADLINE_SECONDS = 120;

    private final Process process;
    private final Path out;
    private final Path err;

    private LoadgenProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Standard output and error go to files, so that nobody has to read along. */
    public static LoadgenProcess start(Map<String, String> environment, String... words) {
        assertThat(JAR).as("built by mvn package").exists();
        try {
            Path out = Files.createTempFile("loadgen", ".out");
            Path err = Files.createTempFile("loadgen", ".err");
            Stream.of(out, err).map(Path::toFile).forEach(File::deleteOnExit);
            var builder = new ProcessBuilder(command(words))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new LoadgenProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs to the end. */
    public static Ended run(String... words) throws InterruptedException {
        return start(Map.of(), words).await();
    }

    /** One run of a profile. */
    public static Ended run(String profile, ScriptedServer server) throws InterruptedException {
        return run("--profile", profile, "--target", server.url());
    }

    public Ended await() throws InterruptedException {
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("not over after " + DEADLINE_SECONDS + " s");
        }
        return new Ended(process.exitValue(), read(out), read(err));
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** What was printed so far. */
    public String output() {
        return read(out);
    }

    private static List<String> command(String... words) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + JVM_OPTIONS);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(words));
        return command;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that is over. */
    public record Ended(int exitCode, String out, String err) {

        public RunResult result() {
            return new ExchangeCodec()
                    .readLine(resultLine())
                    .filter(RunResult.class::isInstance)
                    .map(RunResult.class::cast)
                    .orElseThrow(() -> new AssertionError("no result: exit " + exitCode + ": " + out + err));
        }

        public String resultLine() {
            return out.lines().reduce((first, second) -> second).orElse("");
        }

        public List<RunProgress> progress() {
            var codec = new ExchangeCodec();
            return out.lines()
                    .flatMap(line -> codec.readLine(line).stream())
                    .filter(RunProgress.class::isInstance)
                    .map(RunProgress.class::cast)
                    .toList();
        }
    }
}
