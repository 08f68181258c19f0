package dev.acme.performance.local.command;

import dev.acme.performance.local.node.ClassArchives;
import dev.acme.performance.local.node.Image;
import dev.acme.performance.local.node.Images;
import dev.acme.performance.local.node.JavaLauncher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs that pods run on this machine: the jars that the build left beside each other. */
record Programs(Path home) {
    static final String REGISTRY = "registry-service:local";
    static final String LOADGEN = "loadgen-job:local";

    /** Where the launcher says that the project lies. */
    static Programs installed() {
        return new Programs(Path.of(System.getProperty("perfrun.home", ".")).toAbsolutePath());
    }

    Images images() {
        return new Images(Map.of(REGISTRY, image("registry-service"), LOADGEN, image("loadgen-job")));
    }

    /** The command line that runs a module's program with these arguments, as a pod would. */
    List<String> command(String module, List<String> arguments) {
        var command = new ArrayList<>(List.of(java(), "@" + target(module).resolve("jvm.options"), "-jar"));
        command.add(jar(module).toString());
        command.addAll(arguments);
        return command;
    }

    private Image image(String module) {
        var launcher = new JavaLauncher(
                java(),
                List.of("@" + target(module).resolve("jvm.options")),
                List.of("-jar", jar(module).toString()),
                Optional.of(new ClassArchives(target(module), module)));
        return Image.of(launcher, new Build(target(module), module).id());
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    private Path target(String module) {
        return home.resolve(module).resolve("target");
    }

    private Path jar(String module) {
        Path jar = target(module).resolve(module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new NotRunnable(jar + " is missing: build it with 'mvn -DskipTests package'");
        }
        return jar;
    }
}
