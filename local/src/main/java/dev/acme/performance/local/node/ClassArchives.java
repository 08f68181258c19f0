package dev.acme.performance.local.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Archives of classes that are mapped instead of loaded (JEP 350, with {@code AutoCreateSharedArchive} of JDK 19): the first
 * process of a command writes its one when it ends, later ones read it. The JVM never replaces one whose jars have changed;
 * therefore one that is older than a jar is removed.
 *
 * @param folder where they lie, beside the program's jar and the folder {@code lib} with its libraries
 * @param program whose they are; one for each first argument of it, because each loads classes of its own
 */
public record ClassArchives(Path folder, String program) {
    private static final Pattern COMMAND = Pattern.compile("[a-z][a-z-]{0,30}");

    /** For a process with these arguments. */
    List<String> options(List<String> arguments) {
        var archive = folder.resolve(name(arguments) + ".jsa");
        removeWhereStale(archive);
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                // an archive that cannot be written or read costs time and nothing else
                "-Xlog:cds*=off,aot*=off");
    }

    private String name(List<String> arguments) {
        return arguments.stream()
                .findFirst()
                .filter(first -> COMMAND.matcher(first).matches())
                .map(first -> program + "-" + first)
                .orElse(program);
    }

    private void removeWhereStale(Path archive) {
        try {
            if (Files.exists(archive) && (anyNewer(folder, archive) || anyNewer(folder.resolve("lib"), archive))) {
                Files.deleteIfExists(archive);
            }
        } catch (IOException e) {
            // it stays, and is of no use
        }
    }

    private static boolean anyNewer(Path folder, Path archive) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        var made = Files.getLastModifiedTime(archive);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar :
                    (Iterable<Path>) files.filter(file -> file.toString().endsWith(".jar"))::iterator) {
                if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
