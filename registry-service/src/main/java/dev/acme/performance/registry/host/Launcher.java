package dev.acme.performance.registry.host;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Starts environments: this very program with another command, this JVM's options, and limits of its own.
 *
 * @param command everything but the command's name
 * @param variables what the environments are told beside what this process was
 * @param caches where each environment gets a folder of its own for archives; absent where they keep none on disk
 */
public record Launcher(List<String> command, Map<String, String> variables, Optional<Path> caches) {
    public Launcher {
        command = List.copyOf(command);
        variables = Map.copyOf(variables);
    }

    /**
     * Starts what this process runs.
     *
     * @param main the class to start
     */
    public static Launcher ofThisProgram(String main, FleetSettings settings) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-Xms16m",
                "-Xmn10m",
                "-Xmx32m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:CICompilerCount=1",
                "-XX:-UsePerfData",
                // the service compiles early; what an environment runs once costs less interpreted: a fifth of its
                // start
                "-XX:CompileThresholdScaling=2",
                "-XX:ActiveProcessorCount=" + settings.processors()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        return new Launcher(
                command,
                Map.of(
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        Integer.toString(settings.memoryMb()),
                        "TERMINATION_MESSAGE_PATH",
                        "/dev/null"),
                Optional.empty());
    }

    /** The same with one more option of the JVM: a cache of its own, which excludes any other archive of classes. */
    public Launcher with(String option) {
        var all = new ArrayList<>(command);
        all.removeIf(
                other -> other.startsWith("-XX:SharedArchiveFile=") || other.equals("-XX:+AutoCreateSharedArchive"));
        all.add(1, option);
        return new Launcher(all, variables, caches);
    }

    /** The same with one more variable. */
    Launcher told(String variable, String value) {
        var all = new HashMap<>(variables);
        all.put(variable, value);
        return new Launcher(command, all, caches);
    }

    /** The same whose environments keep archives each in a folder of its own below that one. */
    public Launcher cachingBelow(Optional<Path> folder) {
        return new Launcher(command, variables, folder);
    }

    /** An environment's process, and the folder that nobody needs after it. */
    record Launched(Process process, Optional<Path> folder) {}

    Launched launch(String api, boolean provisioned) throws IOException {
        var folder = caches.map(base -> base.resolve(Folders.NAME + UUID.randomUUID()));
        var all = new ArrayList<>(command);
        all.add("function");
        var builder = new ProcessBuilder(all)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(variables);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api);
        builder.environment()
                .put("AWS_LAMBDA_INITIALIZATION_TYPE", provisioned ? "provisioned-concurrency" : "on-demand");
        folder.ifPresent(own -> builder.environment().put("CACHE_FOLDER", own.toString()));
        return new Launched(builder.start(), folder);
    }
}
