package dev.acme.performance.local.command;

import dev.acme.performance.local.node.Image;
import dev.acme.performance.local.node.Images;
import dev.acme.performance.local.node.JavaLauncher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

    private Image image(String module) {
        Path target = home.resolve(module).resolve("target");
        Path jar = target.resolve(module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new NotRunnable(jar + " is missing: build it with 'mvn -DskipTests package'");
        }
        String java = ProcessHandle.current().info().command().orElse("java");
        return Image.of(
                new JavaLauncher(java, List.of("@" + target.resolve("jvm.options")), List.of("-jar", jar.toString())));
    }
}
