package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.populate.PopulateFailure.Reason;
import dev.acme.performance.registry.storage.Archive;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipOutputStream;

/** A folder's files in the order of their names, with fixed times: the same files always make the same archive. */
final class FolderArchive implements Archive {
    private static final int MOST_FILES = 100_000;
    private static final int DEEPEST = 64;

    private final Path root;
    private final List<String> names;

    private FolderArchive(Path root, List<String> names) {
        this.root = root;
        this.names = List.copyOf(names);
    }

    /** @throws PopulateFailure where the folder is none, is empty, or holds a link that leads out of it */
    static FolderArchive of(Path folder) {
        return of(folder, MOST_FILES);
    }

    static FolderArchive of(Path folder, int mostFiles) {
        try {
            var root = folder.toRealPath();
            var names = names(root, mostFiles);
            if (names.size() > mostFiles) {
                throw new PopulateFailure(
                        Reason.SOURCE_UNREADABLE, folder + " holds more than " + mostFiles + " files");
            }
            if (names.isEmpty()) {
                throw new PopulateFailure(Reason.SOURCE_UNREADABLE, folder + " holds no files");
            }
            return new FolderArchive(root, names);
        } catch (IOException | UncheckedIOException e) {
            throw new PopulateFailure(Reason.SOURCE_UNREADABLE, "cannot read the folder: " + e.getMessage(), e);
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        for (var name : names) {
            var file = root.resolve(name);
            ZipEntries.open(zip, name, Files.size(file), crc32(file));
            Files.copy(file, zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    private static List<String> names(Path root, int mostFiles) throws IOException {
        try (Stream<Path> paths = Files.walk(root, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            return paths.peek(path -> refuseOutside(root, path))
                    .filter(Files::isRegularFile)
                    .limit(mostFiles + 1L)
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static void refuseOutside(Path root, Path path) {
        try {
            if (!path.toRealPath().startsWith(root)) {
                throw new PopulateFailure(
                        Reason.SOURCE_UNREADABLE, root.relativize(path) + " is a link that leads out of the folder");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long crc32(Path file) throws IOException {
        try (var crc = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32())) {
            Files.copy(file, crc);
            return crc.getChecksum().getValue();
        }
    }
}
