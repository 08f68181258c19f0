package dev.acme.performance.registry.storage.rds;

import dev.acme.performance.registry.catalogue.ModelRow;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.ModelStorage;
import dev.acme.performance.registry.storage.OpeningTimes;
import dev.acme.performance.registry.storage.PoolState;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import dev.acme.performance.registry.storage.StoredBody;
import java.nio.ByteBuffer;
import java.sql.SQLException;

/** Reads archives from PostgreSQL, one transaction and one connection of the pool for each. */
public final class RdsStorage implements ModelStorage {
    private static final String NOBODY = "";

    private final RdsSettings settings;
    private final Layout layout;
    private final DatabasePool readers;
    private final DatabasePool prober;

    public RdsStorage(RdsSettings settings) {
        this.settings = settings;
        this.layout = Layout.of(settings.mode());
        this.readers = DatabasePool.reading(settings);
        this.prober = DatabasePool.probing(settings);
    }

    @Override
    public String backend() {
        return "rds";
    }

    @Override
    public StoredBody open(ModelRow row, ByteRange range) {
        long start = System.nanoTime();
        var lent = lend(start);
        long lentAt = System.nanoTime();
        try {
            return begun(row, range, lent, start, lentAt);
        } catch (SQLException e) {
            lent.spoil();
            lent.close();
            throw RdsFailures.named(e).after(times(start, lentAt));
        } catch (RuntimeException e) {
            lent.close();
            throw e instanceof StorageFailure failure ? failure.after(times(start, lentAt)) : e;
        }
    }

    @Override
    public PoolState pool() {
        return readers.state();
    }

    @Override
    public void probe() {
        try (var lent = prober.lend()) {
            var _ = layout.find(lent.connection(), NOBODY);
        } catch (SQLException e) {
            throw RdsFailures.named(e);
        }
    }

    @Override
    public void close() {
        readers.close();
        prober.close();
    }

    private Lent lend(long start) {
        try {
            return readers.lend();
        } catch (StorageFailure e) {
            throw e.after(new OpeningTimes(System.nanoTime() - start, 0));
        }
    }

    private StoredBody begun(ModelRow row, ByteRange range, Lent lent, long start, long lentAt) throws SQLException {
        lent.patience(settings.firstByte());
        var archive = find(row, lent);
        if (range.length() == 0) {
            return new RdsBody(lent, RdsStorage::nothing, nothing(), 0, times(start, lentAt));
        }
        lent.spoil();
        var pieces = layout.read(lent.connection(), archive, range, settings.pieceBytes());
        var first = pieces.next();
        lent.patience(settings.stall());
        return new RdsBody(lent, pieces, first, range.length(), times(start, lentAt));
    }

    private StoredArchive find(ModelRow row, Lent lent) throws SQLException {
        var name = settings.nameOf(row.key());
        var archive = layout.find(lent.connection(), name).orElseThrow(() -> RdsFailures.missing(name));
        long recorded = row.fingerprint().sizeBytes();
        if (archive.sizeBytes() != recorded) {
            throw new StorageFailure(
                    Reason.WRONG_LENGTH,
                    "the database has " + archive.sizeBytes() + " bytes where " + recorded + " should be");
        }
        return archive;
    }

    private static OpeningTimes times(long start, long lentAt) {
        return new OpeningTimes(lentAt - start, System.nanoTime() - lentAt);
    }

    private static ByteBuffer nothing() {
        return ByteBuffer.allocate(0);
    }
}
