package dev.acme.performance.registry.storage.rds;

import dev.acme.performance.registry.storage.StorageFailure;
import dev.acme.performance.registry.storage.StorageFailure.Reason;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, of whichever version this program has; several processes may bring them up at once. */
final class Schema {
    static final String NAME = "performance_registry";

    private Schema() {}

    /** @throws StorageFailure where they cannot be made, or a newer program has changed them */
    static void migrate(DataSource source) {
        try {
            var _ = Flyway.configure()
                    .dataSource(source)
                    .schemas(NAME)
                    .locations("classpath:db/registry")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw named(e);
        }
    }

    private static StorageFailure named(FlywayException e) {
        return Causes.first(e, SQLException.class)
                .map(RdsFailures::named)
                .orElseGet(() -> new StorageFailure(Reason.REFUSED, "database schema: " + e.getMessage(), e));
    }
}
