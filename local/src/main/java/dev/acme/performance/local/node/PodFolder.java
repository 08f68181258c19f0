package dev.acme.performance.local.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Everything of one pod that is a file. */
record PodFolder(Path root) {
    /** A name resolved a moment ago may be wrong now, and one that was not known may be known. */
    private static final String SECURITY_PROPERTIES = """
            networkaddress.cache.ttl=1
            networkaddress.cache.negative.ttl=0
            """;

    static PodFolder create(Path pods, String uid) throws IOException {
        var folder = new PodFolder(Files.createDirectories(pods.resolve(uid)));
        Files.createDirectories(folder.tmp());
        Files.createDirectories(folder.root.resolve("etc"));
        Files.writeString(folder.securityProperties(), SECURITY_PROPERTIES);
        return folder;
    }

    Path hosts() {
        return root.resolve("etc/hosts");
    }

    Path securityProperties() {
        return root.resolve("etc/java.security");
    }

    Path tmp() {
        return root.resolve("tmp");
    }

    Path volume(String name) {
        return root.resolve("volumes").resolve(name);
    }

    /** Where a container starts if nothing else is said. */
    Path work(String container) throws IOException {
        return Files.createDirectories(
                root.resolve("containers").resolve(container).resolve("work"));
    }

    /** A fresh, empty file for each run. */
    Path terminationMessage(String container, int run) throws IOException {
        Path file = Files.createDirectories(root.resolve("containers").resolve(container))
                .resolve("termination-" + run);
        Files.write(file, new byte[0]);
        return file;
    }

    Path log(String container, int run) throws IOException {
        return Files.createDirectories(root.resolve("logs")).resolve(container + "-" + run + ".log");
    }

    /** Readers see the old names or the new ones, never half of them. */
    void writeHosts(String content) throws IOException {
        Path next = root.resolve("etc/hosts.next");
        Files.writeString(next, content, StandardCharsets.UTF_8);
        Files.move(next, hosts(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
