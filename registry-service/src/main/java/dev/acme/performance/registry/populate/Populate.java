package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.catalogue.CatalogueTable;
import dev.acme.performance.registry.catalogue.ModelId;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.Version;
import dev.acme.performance.registry.populate.PopulateFailure.Reason;
import dev.acme.performance.registry.populate.hub.HubDownload;
import dev.acme.performance.registry.populate.hub.HubFailure;
import dev.acme.performance.registry.populate.hub.HubModel;
import dev.acme.performance.registry.populate.hub.HubPolicy;
import dev.acme.performance.registry.storage.Archive;
import dev.acme.performance.registry.storage.ArchiveStore;
import java.io.IOException;
import java.nio.file.Path;

/** Fills a registry as asked. */
public final class Populate {
    /** The model that is downloaded in the contract's workload has this size. */
    static final long STANDARD_SIZE = 24_834_009;

    private final PopulateRequest request;
    private final ArchiveStore store;
    private final CatalogueTable table;
    private final JsonLines lines;

    /** @param lines told of the progress once a second */
    public Populate(PopulateRequest request, ArchiveStore store, CatalogueTable table, JsonLines lines) {
        this.request = request;
        this.store = store;
        this.table = table;
        this.lines = lines;
    }

    /**
     * Does all of it, and says what was done.
     *
     * @throws PopulateFailure where it cannot be done
     */
    public Summary run() {
        var key = key();
        var tally = new Tally();
        try (var _ = lines.everySecond(tally::progress)) {
            var archive = archive(tally);
            refuseOtherSize(archive);
            var plan = PopulatePlan.of(new PlannedModel(key, archive), request.count());
            return new Populator(store, table, new Crew(request.concurrency()), tally).fill(plan);
        }
    }

    private ModelKey key() {
        var id = ModelId.ofHubName(request.model());
        var version = Version.parse(request.version());
        if (id.isEmpty() || version.isEmpty()) {
            throw new PopulateFailure(
                    Reason.BAD_ARGUMENTS,
                    "no model can be named " + request.model() + " in version " + request.version());
        }
        return new ModelKey(id.get(), version.get());
    }

    private Archive archive(Tally tally) {
        return switch (request.source()) {
            case Source.Generated() -> new GeneratedArchive(request.sizeBytes().orElse(STANDARD_SIZE), request.seed());
            case Source.Folder folder -> FolderArchive.of(folder.path());
            case Source.Hub hub -> {
                tally.begin("download", 1);
                var model = new HubModel(hub.base(), request.model(), request.version(), request.token());
                yield FolderArchive.of(download(model, tally));
            }
        };
    }

    private Path download(HubModel model, Tally tally) {
        try {
            return new HubDownload(model, HubPolicy.standard(), request.work(), tally::moved).run();
        } catch (HubFailure e) {
            throw new PopulateFailure(reason(e), String.valueOf(e.getMessage()), e);
        }
    }

    private static Reason reason(HubFailure e) {
        return switch (e.reason()) {
            case BAD_NAME -> Reason.BAD_ARGUMENTS;
            case TOO_LARGE -> Reason.SIZE_MISMATCH;
            case DISK -> Reason.SOURCE_UNREADABLE;
            case NOT_FOUND -> Reason.HUB_NOT_FOUND;
            case REFUSED -> Reason.HUB_REFUSED;
            case UNREACHABLE -> Reason.HUB_UNREACHABLE;
            case CORRUPT -> Reason.HUB_CORRUPT;
            case BUSY -> Reason.CONTENDED;
            case INTERRUPTED -> Reason.INTERRUPTED;
        };
    }

    private void refuseOtherSize(Archive archive) {
        if (request.sizeBytes().isEmpty() || request.source() instanceof Source.Generated) {
            return;
        }
        try {
            long size = FingerprintStream.of(archive).sizeBytes();
            if (size != request.sizeBytes().getAsLong()) {
                throw new PopulateFailure(
                        Reason.SIZE_MISMATCH,
                        "the archive has " + size + " bytes, not the "
                                + request.sizeBytes().getAsLong() + " asked for");
            }
        } catch (IOException e) {
            throw new PopulateFailure(Reason.SOURCE_UNREADABLE, "cannot read the source: " + e.getMessage(), e);
        }
    }
}
