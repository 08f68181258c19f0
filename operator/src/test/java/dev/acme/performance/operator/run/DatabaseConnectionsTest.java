package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.target.Backends;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fact F-20: replicas x pool is at most the database's limit less ten. */
class DatabaseConnectionsTest {
    private static final String RDS = "storage: {backend: rds}\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100 | pools: {databaseConnections: 90}                                 | ''",
                "100 | pools: {databaseConnections: 91}                                 | compute.replicas 1 x pools.databaseConnections 91 = 91 connections, beyond the database's 100 - 10 = 90;",
                "450 | compute: {replicas: 22}                                          | ''",
                "450 | compute: {replicas: 23}                                          | compute.replicas 23 x pools.databaseConnections 20 = 460 connections, beyond the database's 450 - 10 = 440;",
                "100 | compute: {autoscaling: {minReplicas: 1, maxReplicas: 5, targetCpuPercent: 50}} | compute.autoscaling.maxReplicas 5 x pools.databaseConnections 20 = 100 connections",
                "300 | compute: {backend: lambda}                                       | ''",
                "100 | compute: {backend: lambda}                                       | compute.lambda.maxConcurrency 100 x 1 (pools.databaseConnections of an environment) = 100 connections",
            })
    void aRunMayAskForWhatTheDatabaseHas(int limit, String yaml, String objection) {
        var told = DatabaseConnections.tooMany(Runs.spec(RDS + yaml), with(limit));

        if (objection.isEmpty()) {
            assertThat(told).isEmpty();
        } else {
            assertThat(told.orElseThrow()).startsWith(objection).contains("backends.postgres.maxConnections");
        }
    }

    @Test
    void whoReadsABucketNeedsNone() {
        assertThat(DatabaseConnections.tooMany(Runs.spec("compute: {replicas: 100}"), with(11)))
                .isEmpty();
    }

    private static Backends with(int maxConnections) {
        var stores = Runs.storedAt(Optional.empty());
        return new Backends(
                stores.s3Endpoint(),
                stores.s3Region(),
                stores.s3Bucket(),
                stores.dynamoDbEndpoint(),
                stores.tablePrefix(),
                stores.credentialsSecret(),
                stores.modelSource(),
                Optional.of(new Backends.Database("jdbc:postgresql://db:5432/models", "db", maxConnections)));
    }
}
