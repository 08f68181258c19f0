package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.catalogue.CatalogueFailure;
import dev.acme.performance.registry.catalogue.CatalogueTable;
import dev.acme.performance.registry.catalogue.Fingerprint;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.populate.PopulateFailure.Reason;
import dev.acme.performance.registry.storage.ArchiveStore;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StoredMark;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes storage and catalogue hold what is planned, and proves it.
 *
 * <p>An object is put before its row is written, so that whatever is killed leaves no row without an object. Every writer
 * verifies rows and objects after its last write: whoever of several populates writes last either finds everything right
 * or repairs it, so that two at once cannot leave a row that is not its object's.
 */
final class Populator {
    private static final int MOST_ROUNDS = 4;
    private static final Duration TABLE_LIMIT = Duration.ofMinutes(2);

    private final ArchiveStore store;
    private final CatalogueTable table;
    private final Crew crew;
    private final Tally tally;
    private final Map<ModelKey, Fingerprint> expected = new ConcurrentHashMap<>();

    Populator(ArchiveStore store, CatalogueTable table, Crew crew, Tally tally) {
        this.store = store;
        this.table = table;
        this.crew = crew;
        this.tally = tally;
    }

    /** @throws PopulateFailure where it cannot be done, or does not last */
    Summary fill(PopulatePlan plan) {
        try {
            store.prepare();
            table.prepare(TABLE_LIMIT);
            complete(plan.models());
            return verify(plan);
        } catch (StorageFailure e) {
            throw new PopulateFailure(Reason.STORAGE_FAILED, String.valueOf(e.getMessage()), e);
        } catch (CatalogueFailure e) {
            throw new PopulateFailure(Reason.CATALOGUE_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private void complete(List<PlannedModel> models) {
        var rows = rows();
        tally.begin("fill", models.size());
        crew.each(models, model -> {
            complete(model, Optional.ofNullable(rows.get(model.key())));
            tally.finishedOne();
        });
    }

    private void complete(PlannedModel model, Optional<ModelRow> row) {
        var print = fingerprint(model);
        var mark = store.mark(model.key());
        if (row.isEmpty()) {
            put(model, print);
            tally.created();
        } else if (isRight(row.get(), print, mark)) {
            tally.reused();
        } else {
            put(model, print);
            tally.repaired();
        }
    }

    private static boolean isRight(ModelRow row, Fingerprint print, Optional<StoredMark> mark) {
        return row.fingerprint().equals(print)
                && mark.equals(Optional.of(new StoredMark(print.sizeBytes(), row.etag())));
    }

    /** Reads everything back until nothing is wrong; what is wrong is put once more. */
    private Summary verify(PopulatePlan plan) {
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            var rows = rows();
            var wrong = wrong(plan.models(), rows);
            if (wrong.isEmpty()) {
                var measured =
                        Objects.requireNonNull(rows.get(plan.models().getFirst().key()), "verified");
                return Summary.of(plan, tally.counts(), rows.values(), measured);
            }
            tally.begin("repair", wrong.size());
            crew.each(wrong, model -> {
                put(model, fingerprint(model));
                tally.repaired();
                tally.finishedOne();
            });
        }
        throw new PopulateFailure(
                Reason.CONTENDED, "after " + MOST_ROUNDS + " rounds something else still changes what was written");
    }

    private List<PlannedModel> wrong(List<PlannedModel> models, Map<ModelKey, ModelRow> rows) {
        var wrong = new ConcurrentLinkedQueue<PlannedModel>();
        tally.begin("verify", models.size());
        crew.each(models, model -> {
            if (!isStored(model, Optional.ofNullable(rows.get(model.key())))) {
                wrong.add(model);
            }
            tally.finishedOne();
        });
        return List.copyOf(wrong);
    }

    private boolean isStored(PlannedModel model, Optional<ModelRow> row) {
        var print = fingerprint(model);
        var mark = store.mark(model.key());
        if (row.isEmpty() || !isRight(row.get(), print, mark)) {
            return false;
        }
        var stored = new FingerprintStream();
        store.read(model.key(), stored);
        tally.moved(print.sizeBytes());
        return stored.fingerprint().equals(print);
    }

    private void put(PlannedModel model, Fingerprint print) {
        try {
            var mark = store.put(model.key(), print.sizeBytes(), model.archive());
            tally.moved(print.sizeBytes());
            var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
            table.put(new ModelRow(model.key(), print, mark.etag(), now));
        } catch (IOException e) {
            throw unreadable(model, e);
        }
    }

    private Fingerprint fingerprint(PlannedModel model) {
        return expected.computeIfAbsent(model.key(), _ -> {
            try {
                return FingerprintStream.of(model.archive());
            } catch (IOException e) {
                throw unreadable(model, e);
            }
        });
    }

    private Map<ModelKey, ModelRow> rows() {
        return table.rows().stream().collect(Collectors.toMap(ModelRow::key, Function.identity()));
    }

    private static PopulateFailure unreadable(PlannedModel model, IOException e) {
        return new PopulateFailure(
                Reason.SOURCE_UNREADABLE, "cannot produce " + model.key() + ": " + e.getMessage(), e);
    }
}
