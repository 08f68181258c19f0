package dev.acme.performance.registry.populate.hub;

import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.populate.hub.HubFailure.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/** Brings a model's files into a folder; what is there and proved right is not fetched again, parts are continued. */
public final class HubDownload {
    private static final long LARGEST_MODEL = 5L << 30;

    private final HubModel model;
    private final HubPolicy policy;
    private final Path work;
    private final LongConsumer progress;

    /**
     * @param work kept between runs, used by one process at a time
     * @param progress told of bytes as they come
     */
    public HubDownload(HubModel model, HubPolicy policy, Path work, LongConsumer progress) {
        this.model = model;
        this.policy = policy;
        this.work = work;
        this.progress = progress;
    }

    /**
     * Downloads what is missing; the folder that holds the revision's files and nothing else.
     *
     * @throws HubFailure where that cannot be done
     */
    public Path run() {
        try (var client = new HubClient(model, policy);
                var deadlines = new Deadlines()) {
            Files.createDirectories(work);
            try (var channel = FileChannel.open(
                            work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.tryLock()) {
                if (lock == null) {
                    throw new HubFailure(Reason.BUSY, "another populate downloads into " + work);
                }
                var revision = client.get(HubApi.description(model), () -> 0, HubApi::revision);
                refuseTooLarge(revision);
                return fetch(revision, new HubFileFetch(client, deadlines, policy.stall(), progress));
            }
        } catch (OverlappingFileLockException e) {
            throw new HubFailure(Reason.BUSY, "this process downloads into " + work + " already", e);
        } catch (IOException e) {
            throw new HubFailure(Reason.DISK, "cannot write what the hub sends: " + e, e);
        }
    }

    /** A file in its place has been checked before it was put there. */
    private Path fetch(HubRevision revision, HubFileFetch fetcher) throws IOException {
        var files = work.resolve(revision.commit()).resolve("files");
        var parts = Files.createDirectories(work.resolve(revision.commit()).resolve("parts"));
        int number = 0;
        for (var file : revision.files()) {
            var target = files.resolve(file.name());
            var part = parts.resolve(number++ + ".part");
            if (!Files.exists(target)) {
                fetcher.fetch(file, HubApi.file(model, revision.commit(), file), part, target);
            }
        }
        return files;
    }

    private static void refuseTooLarge(HubRevision revision) {
        long announced = revision.files().stream()
                .mapToLong(file -> file.sizeBytes().orElse(0))
                .sum();
        if (announced > LARGEST_MODEL) {
            throw new HubFailure(
                    Reason.TOO_LARGE, "the model has " + announced + " bytes, at most " + LARGEST_MODEL + " are taken");
        }
    }
}
