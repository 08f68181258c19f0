package dev.acme.performance.registry.storage.rds;

import dev.acme.performance.registry.catalogue.ModelKey;
import dev.acme.performance.registry.storage.Archive;
import dev.acme.performance.registry.storage.ArchiveStore;
import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Puts archives into PostgreSQL, one transaction for each, and makes the schema they lie in. */
public final class RdsArchiveStore implements ArchiveStore {
    private final RdsSettings settings;
    private final Duration timeout;
    private final Layout layout;
    private final DatabasePool pool;

    /**
     * @param connections most archives at once
     * @param timeout longest wait for the database's next answer
     */
    public RdsArchiveStore(RdsSettings settings, int connections, Duration timeout) {
        this.settings = settings;
        this.timeout = timeout;
        this.layout = Layout.of(settings.mode());
        this.pool = DatabasePool.writing(settings, connections, timeout);
    }

    @Override
    public void prepare() {
        Schema.migrate(DatabasePool.source(settings, timeout));
    }

    @Override
    public String put(ModelKey key, long sizeBytes, Archive archive) throws IOException {
        try (var lent = pool.lend()) {
            var connection = lent.connection();
            var stored = write(connection, sizeBytes, archive);
            layout.replace(connection, settings.nameOf(key), stored);
            connection.commit();
            return stored.mark();
        } catch (SQLException e) {
            throw RdsFailures.named(e);
        }
    }

    @Override
    public String read(ModelKey key, OutputStream into) {
        var name = settings.nameOf(key);
        try (var lent = pool.lend()) {
            var connection = lent.connection();
            seeOneState(connection);
            var archive = layout.find(connection, name).orElseThrow(() -> RdsFailures.missing(name));
            lent.spoil();
            copy(connection, archive, into);
            lent.restore();
            return archive.mark();
        } catch (SQLException e) {
            throw RdsFailures.named(e);
        } catch (IOException e) {
            throw new StorageFailure(Reason.CUT_OFF, "the archive broke off: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private StoredArchive write(Connection connection, long sizeBytes, Archive archive)
            throws SQLException, IOException {
        try (var writer = layout.write(connection)) {
            var pieces = new PieceStream(writer, sizeBytes);
            archive.writeTo(pieces);
            return pieces.finish();
        }
    }

    private void copy(Connection connection, StoredArchive archive, OutputStream into)
            throws SQLException, IOException {
        if (archive.sizeBytes() == 0) {
            return;
        }
        var pieces = layout.read(connection, archive, ByteRange.whole(archive.sizeBytes()), Chunks.BYTES);
        for (long left = archive.sizeBytes(); left > 0; ) {
            var piece = pieces.next();
            left -= piece.remaining();
            into.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        }
    }

    /** The archive is not taken away between the question for it and its last byte. */
    private static void seeOneState(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read");
        }
    }
}
