package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.catalogue.Fingerprint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies as files of one folder, which belongs to one process at a time. A file is named after what it must hold, comes
 * into being by a rename, and is proved by its checksum before it is first used: no write needs to be forced to disk.
 */
final class DiskShelf implements Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(DiskShelf.class);
    private static final String LOCK = "lock";
    private static final String UNFINISHED = ".part";
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})-([0-9a-f]{8})-([0-9]{1,18})-[0-9]+\\.zip");

    private final Path folder;
    private final int pieceBytes;
    private final FileChannel lock;

    private DiskShelf(Path folder, int pieceBytes, FileChannel lock) {
        this.folder = folder;
        this.pieceBytes = pieceBytes;
        this.lock = lock;
    }

    /** @throws IOException where the folder cannot be used, or is used by another process */
    static DiskShelf open(Path folder, int pieceBytes) throws IOException {
        Files.createDirectories(folder);
        var lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (Optional.ofNullable(lock.tryLock()).isPresent()) {
                return new DiskShelf(folder, pieceBytes, lock);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("locked by this very process", e);
        }
        lock.close();
        throw new IOException("the folder " + folder + " is used by another process");
    }

    @Override
    public SequencedMap<Fingerprint, Copy> leftBehind() {
        var found = new LinkedHashMap<Fingerprint, Copy>();
        for (var file : filesByAge()) {
            var print = print(file);
            boolean isWhole = print.isPresent() && size(file) == print.get().sizeBytes();
            if (isWhole && !found.containsKey(print.get())) {
                found.put(print.get(), DiskCopy.found(file, print.get(), pieceBytes));
            } else if (print.isPresent() || file.toString().endsWith(UNFINISHED)) {
                DiskCopy.delete(file);
            }
        }
        return found;
    }

    /** Another file each time: an earlier copy of the same archive may still be read, and deletes its own afterwards. */
    @Override
    public Copy begin(Fingerprint print) throws IOException {
        var name = print.sha256() + "-" + print.crc32c() + "-" + print.sizeBytes() + "-";
        var unfinished = Files.createTempFile(folder, name, UNFINISHED);
        var path = unfinished.toString();
        var finished = path.substring(0, path.length() - UNFINISHED.length()) + ".zip";
        return DiskCopy.begin(unfinished, Path.of(finished), print, pieceBytes);
    }

    @Override
    public boolean outlivesProcess() {
        return true;
    }

    /** Closing the file gives up its lock. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the cache's lock was not given up: {}", e.getMessage());
        }
    }

    private List<Path> filesByAge() {
        var files = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(folder)) {
            entries.forEach(files::add);
        } catch (IOException e) {
            LOG.warn("state=empty the cache's folder cannot be listed: {}", e.getMessage());
        }
        files.sort(Comparator.comparing(DiskShelf::modified));
        return files;
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    private static Optional<Fingerprint> print(Path file) {
        var matcher = NAME.matcher(String.valueOf(file.getFileName()));
        return matcher.matches()
                ? Optional.of(new Fingerprint(Long.parseLong(matcher.group(3)), matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }
}
