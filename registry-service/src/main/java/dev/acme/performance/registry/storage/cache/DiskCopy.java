package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.catalogue.Fingerprint;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.PieceSink;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An archive's bytes in a file; read through one buffer outside the heap for each reader. */
final class DiskCopy implements Copy {
    private static final Logger LOG = LoggerFactory.getLogger(DiskCopy.class);

    private final Path unfinished;
    private final Path file;
    private final Fingerprint print;
    private final int pieceBytes;
    private final ReentrantLock proving = new ReentrantLock();
    private volatile boolean proven;

    private DiskCopy(Path unfinished, Path file, Fingerprint print, int pieceBytes, boolean proven) {
        this.unfinished = unfinished;
        this.file = file;
        this.print = print;
        this.pieceBytes = pieceBytes;
        this.proven = proven;
    }

    /** A file of an earlier process: nobody knows what became of it since. */
    static DiskCopy found(Path file, Fingerprint print, int pieceBytes) {
        return new DiskCopy(file, file, print, pieceBytes, false);
    }

    /** @param unfinished exists, and is empty */
    static DiskCopy begin(Path unfinished, Path file, Fingerprint print, int pieceBytes) {
        return new DiskCopy(unfinished, file, print, pieceBytes, false);
    }

    @Override
    public void append(ByteBuffer piece) throws IOException {
        try (var channel = FileChannel.open(unfinished, StandardOpenOption.APPEND)) {
            while (piece.hasRemaining()) {
                var _ = channel.write(piece);
            }
        }
    }

    @Override
    public void complete() throws IOException {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        proven = true;
    }

    /** The length each time; all bytes only where another process wrote them, and once. */
    @Override
    public boolean isSound() {
        return file.toFile().length() == print.sizeBytes() && (proven || isProvenNow());
    }

    private boolean isProvenNow() {
        proving.lock();
        try {
            if (!proven) {
                send(ByteRange.whole(print.sizeBytes()), piece -> piece.position(piece.limit()));
                proven = true;
            }
            return true;
        } catch (IOException | StorageFailure e) {
            return false;
        } finally {
            proving.unlock();
        }
    }

    @Override
    public void send(ByteRange range, PieceSink sink) throws IOException {
        boolean isWhole = range.length() == print.sizeBytes();
        var crc = new CRC32C();
        try (var arena = Arena.ofConfined();
                var channel = opened()) {
            var piece = arena.allocate(pieceBytes).asByteBuffer();
            long end = range.from() + range.length();
            for (long at = range.from(); at < end; at += piece.limit()) {
                read(channel, at, piece.clear().limit((int) Math.min(pieceBytes, end - at)));
                crc.update(piece.duplicate());
                if (isWhole && at + piece.limit() == end && crc.getValue() != print.crc32cValue()) {
                    throw new StorageFailure(Reason.DAMAGED, "the cached file's checksum is not the catalogue's");
                }
                sink.accept(piece);
            }
        }
    }

    @Override
    public void free() {
        delete(unfinished);
        delete(file);
    }

    static void delete(Path file) {
        try {
            var _ = Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("a cached file stays behind file={} reason={}", file, e.getMessage());
        }
    }

    private FileChannel opened() {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new StorageFailure(Reason.DAMAGED, "the cached file cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Fills the piece to its limit, and leaves it ready to be taken. */
    private static void read(FileChannel channel, long at, ByteBuffer piece) {
        try {
            while (piece.hasRemaining()) {
                if (channel.read(piece, at + piece.position()) < 0) {
                    throw new StorageFailure(Reason.DAMAGED, "the cached file is shorter than it was");
                }
            }
        } catch (IOException e) {
            throw new StorageFailure(Reason.DAMAGED, "the cached file cannot be read: " + e.getMessage(), e);
        }
        piece.flip();
    }
}
