package dev.acme.performance.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The one folder in which everything of a machine lives, used by one machine at a time.
 *
 * <p>A lock on a file of it is held for as long as the machine runs; the kernel gives it back when the process dies, so a
 * lock that can be had but names a process is that of a killed machine, whose leftovers are cleared first.
 */
public final class Folder implements AutoCloseable {
    private static final String LOCK = "perfrun.lock";

    private final Path path;
    private final FileChannel channel;
    private boolean isKept;

    private Folder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes a folder, which is made where it is not there, and emptied where a machine used it before.
     *
     * @param neededBytes that must be free on its disk
     * @param endLeftovers called before files of a machine that ran there before are deleted
     * @throws FolderUnavailable where it cannot be had
     */
    public static Folder take(Path wanted, long neededBytes, Consumer<Path> endLeftovers) {
        Path path = wanted.toAbsolutePath().normalize();
        try {
            create(path);
            var folder = new Folder(path, lock(path));
            try {
                endLeftovers.accept(path);
                folder.empty();
                folder.requireSpace(neededBytes);
                return folder;
            } catch (FolderUnavailable | IOException e) {
                folder.channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new FolderUnavailable(
                    FolderUnavailable.Reason.NOT_WRITABLE, path + " cannot be used: " + e.getMessage());
        }
    }

    private static void create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            requireOurs(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** What lies there is deleted later, so it must be ours. */
    private static void requireOurs(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            List<Path> found = files.toList();
            if (!found.isEmpty() && !found.contains(path.resolve(LOCK))) {
                throw new FolderUnavailable(
                        FolderUnavailable.Reason.NOT_OURS,
                        path + " is not empty and was not made by perfrun: name another folder by PERFRUN_HOME");
            }
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve(LOCK);
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            String pid = Files.readString(file).strip();
            throw new FolderUnavailable(
                    FolderUnavailable.Reason.IN_USE,
                    "another perfrun (pid " + pid + ") uses " + path
                            + ": wait for it, or name another folder by PERFRUN_HOME (two runs at once disturb each other)");
        }
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void empty() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(path) && !file.equals(path.resolve(LOCK))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void requireSpace(long neededBytes) throws IOException {
        long free = freeBytes();
        if (free < neededBytes) {
            throw new FolderUnavailable(
                    FolderUnavailable.Reason.NO_SPACE,
                    path + " has " + Megabytes.of(free) + " free, " + Megabytes.of(neededBytes)
                            + " are needed: make room, or name a folder elsewhere by PERFRUN_HOME");
        }
    }

    /** What its disk has left for this user. */
    public long freeBytes() throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    public Path path() {
        return path;
    }

    /** Leaves everything in place for whoever wants to look. */
    public void keep() {
        isKept = true;
    }

    /** Deletes it, unless it is kept, and lets others have it. */
    @Override
    public void close() {
        try {
            if (!isKept) {
                empty();
            }
            channel.close();
            if (!isKept) {
                Files.deleteIfExists(path.resolve(LOCK));
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
