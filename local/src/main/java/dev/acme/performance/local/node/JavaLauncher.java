package dev.acme.performance.local.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts a JVM that sees its pod's limits, names and temporary folder as it would in a container.
 *
 * @param java the program
 * @param options put before the rest, such as {@code -XX:+UseSerialGC}
 * @param application what to run, such as {@code -jar service.jar}
 * @param archives where the classes of each command lie ready to be mapped, once one process of it has ended; absent: nowhere
 */
public record JavaLauncher(
        String java, List<String> options, List<String> application, Optional<ClassArchives> archives)
        implements Launcher {
    public JavaLauncher {
        options = List.copyOf(options);
        application = List.copyOf(application);
    }

    /** Runs a jar on the JVM that runs this program. */
    public static JavaLauncher ofJar(String jar) {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new JavaLauncher(java, List.of(), List.of("-jar", jar), Optional.empty());
    }

    @Override
    public List<String> command(Surroundings surroundings, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(java);
        command.add("-Djdk.net.hosts.file=" + surroundings.hostsFile());
        command.add("-Djava.security.properties=" + surroundings.securityProperties());
        command.add("-Djava.io.tmpdir=" + surroundings.tmp());
        var limits = surroundings.limits();
        if (limits.memoryBytes() > 0) {
            command.add("-XX:MaxRAM=" + limits.memoryBytes());
        }
        if (limits.processors() > 0) {
            command.add("-XX:ActiveProcessorCount=" + limits.processors());
        }
        archives.ifPresent(archive -> command.addAll(archive.options(arguments)));
        command.addAll(options);
        command.addAll(application);
        command.addAll(arguments);
        return command;
    }
}
