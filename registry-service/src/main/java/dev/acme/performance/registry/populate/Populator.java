package dev.acme.performance.registry.populate;

import dev.acme.performance.registry.catalogue.CatalogueFailure;
import dev.acme.performance.registry.catalogue.CatalogueTable;
import dev.acme.performance.registry.catalogue.Fingerprint;
import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.populate.PopulateFailure.Reason;
import dev.acme.performance.registry.storage.ArchiveStore;
import dev.acme.performance.registry.storage.StorageFailure;
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
    private final Map<ModelKey, Outcome> outcomes = new ConcurrentHashMap<>();

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
            put("fill", unstored(unrecorded(plan.models())));
            return verify(plan);
        } catch (StorageFailure e) {
            throw new PopulateFailure(Reason.STORAGE_FAILED, String.valueOf(e.getMessage()), e);
        } catch (CatalogueFailure e) {
            throw new PopulateFailure(Reason.CATALOGUE_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** Models whose row is missing or another one's; the objects of the others are looked at when all are verified. */
    private List<PlannedModel> unrecorded(List<PlannedModel> models) {
        var rows = rows();
        for (var model : models) {
            var row = Optional.ofNullable(rows.get(model.key()));
            boolean right =
                    row.filter(r -> r.fingerprint().equals(fingerprint(model))).isPresent();
            outcomes.put(model.key(), right ? Outcome.REUSED : row.isPresent() ? Outcome.REPAIRED : Outcome.CREATED);
        }
        return models.stream()
                .filter(model -> outcomes.get(model.key()) != Outcome.REUSED)
                .toList();
    }

    /** Of models without a row, whoever was killed may have put the object: then only the row is written. */
    private List<PlannedModel> unstored(List<PlannedModel> models) {
        var missing = new ConcurrentLinkedQueue<PlannedModel>();
        var batch = new RowBatch(table);
        tally.begin("look", models.size());
        crew.each(models, model -> {
            stored(model)
                    .ifPresentOrElse(
                            etag -> {
                                outcomes.put(model.key(), Outcome.REPAIRED);
                                batch.add(row(model, etag));
                            },
                            () -> missing.add(model));
            tally.finishedOne();
        });
        batch.flush();
        return List.copyOf(missing);
    }

    /** The storage's mark for the model's object, where that is the one planned. */
    private Optional<String> stored(PlannedModel model) {
        var bytes = new FingerprintStream();
        try {
            var etag = store.read(model.key(), bytes);
            var print = bytes.fingerprint();
            tally.moved(print.sizeBytes());
            return print.equals(fingerprint(model)) ? Optional.of(etag) : Optional.empty();
        } catch (StorageFailure e) {
            if (e.reason() == StorageFailure.Reason.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Reads everything back until nothing is wrong; what is wrong is put once more. */
    private Summary verify(PopulatePlan plan) {
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            var rows = rows();
            var wrong = wrong(plan.models(), rows);
            if (wrong.isEmpty()) {
                var measured = rows.get(plan.models().getFirst().key());
                return Summary.of(outcomes.values(), rows.values(), Objects.requireNonNull(measured, "verified"));
            }
            wrong.forEach(model -> outcomes.replace(model.key(), Outcome.REUSED, Outcome.REPAIRED));
            put("repair", wrong);
        }
        throw new PopulateFailure(
                Reason.CONTENDED, "after " + MOST_ROUNDS + " rounds something else still changes what was written");
    }

    private List<PlannedModel> wrong(List<PlannedModel> models, Map<ModelKey, ModelRow> rows) {
        var wrong = new ConcurrentLinkedQueue<PlannedModel>();
        tally.begin("verify", models.size());
        crew.each(models, model -> {
            var row = Optional.ofNullable(rows.get(model.key()));
            if (row.filter(r -> isStored(model, r)).isEmpty()) {
                wrong.add(model);
            }
            tally.finishedOne();
        });
        return List.copyOf(wrong);
    }

    private boolean isStored(PlannedModel model, ModelRow row) {
        return stored(model).filter(row.etag()::equals).isPresent()
                && row.fingerprint().equals(fingerprint(model));
    }

    private void put(String phase, List<PlannedModel> models) {
        var batch = new RowBatch(table);
        tally.begin(phase, models.size());
        crew.each(models, model -> {
            batch.add(put(model));
            tally.finishedOne();
        });
        batch.flush();
    }

    private ModelRow put(PlannedModel model) {
        var print = fingerprint(model);
        try {
            var etag = store.put(model.key(), print.sizeBytes(), model.archive());
            tally.moved(print.sizeBytes());
            return row(model, etag);
        } catch (IOException e) {
            throw unreadable(model, e);
        }
    }

    private ModelRow row(PlannedModel model, String etag) {
        var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        return new ModelRow(model.key(), fingerprint(model), etag, now);
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
