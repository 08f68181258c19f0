package dev.acme.performance.registry.populate.hub;

import dev.acme.performance.registry.deadline.Deadline;
import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.populate.hub.HubFailure.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Brings one file, continuing where an earlier attempt or an earlier process broke off. */
final class HubFileFetch {
    private static final int COPY_BYTES = 128 * 1024;

    private final HubClient client;
    private final Deadlines deadlines;
    private final Duration stall;
    private final LongConsumer progress;

    /** @param progress told of bytes as they come */
    HubFileFetch(HubClient client, Deadlines deadlines, Duration stall, LongConsumer progress) {
        this.client = client;
        this.deadlines = deadlines;
        this.stall = stall;
        this.progress = progress;
    }

    /** Downloads into the part, checks it, and only then makes it the target. */
    void fetch(HubFile file, URI address, Path part, Path target) throws IOException {
        if (!isComplete(file, part)) {
            client.get(address, () -> size(part), answer -> {
                receive(answer, part);
                check(file, answer, part);
                return part;
            });
        }
        Files.createDirectories(target.getParent());
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A process that was killed between the last byte and the move leaves such a part. */
    private static boolean isComplete(HubFile file, Path part) throws IOException {
        long size = size(part);
        return size > 0
                && file.sizeBytes().orElse(0) == size
                && file.sha256().isPresent()
                && HubHash.matches(part, file.sha256().get());
    }

    private void receive(HubAnswer answer, Path part) throws IOException {
        long have = size(part);
        if (answer.status() == 416) {
            Files.deleteIfExists(part);
            throw new HubCorrupt("the part is longer than the hub's file");
        }
        boolean continues = answer.status() == 206
                && answer.header("content-range")
                        .filter(r -> r.startsWith("bytes " + have + "-"))
                        .isPresent();
        if (answer.status() == 206 && !continues) {
            Files.deleteIfExists(part);
            throw new HubCorrupt("the hub sent another part than the one asked for");
        }
        copy(answer, part, continues);
    }

    private void copy(HubAnswer answer, Path part, boolean append) throws IOException {
        var body = answer.response().body();
        var mode = append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (Deadline deadline = deadlines.watch(body);
                var out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            var piece = new byte[COPY_BYTES];
            deadline.within(stall);
            for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
                write(out, piece, n);
                progress.accept(n);
                deadline.within(stall);
            }
            if (deadline.isExpired()) {
                throw new IOException("the hub stalled");
            }
        }
    }

    /** Our own disk's failure, which asking the hub again does not help. */
    private static void write(OutputStream out, byte[] piece, int length) {
        try {
            out.write(piece, 0, length);
        } catch (IOException e) {
            throw new HubFailure(Reason.DISK, "cannot write what the hub sends: " + e.getMessage(), e);
        }
    }

    /** A short part stays, to be continued; a wrong one goes. */
    private static void check(HubFile file, HubAnswer answer, Path part) throws IOException {
        long size = size(part);
        var announced = file.sizeBytes().isPresent() ? file.sizeBytes() : answer.linkedSize();
        if (announced.isPresent() && size < announced.getAsLong()) {
            throw new IOException("the hub ended after " + size + " of " + announced.getAsLong() + " bytes");
        }
        boolean rightSize = announced.isEmpty() || size == announced.getAsLong();
        var mark = file.sha256().or(answer::etag);
        boolean rightHash = mark.isEmpty() || HubHash.matches(part, mark.get());
        if (!rightSize || !rightHash) {
            Files.delete(part);
            throw new HubCorrupt(file.name() + " is not what the hub announced");
        }
    }

    private static long size(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }
}
