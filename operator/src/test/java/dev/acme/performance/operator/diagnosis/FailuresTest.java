package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus.Change;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A code says that an answer failed; what failed it is the reason's to say. */
class FailuresTest {
    private static final String POOLS = "pools: {threads: 8, s3Connections: 5, databaseConnections: 4}";

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        503, storage-unavailable,   storage,        storage.caching,      Memory
        504, storage-timed-out,     storage,        storage.caching,      Memory
        503, object-missing,        storage,        storage.caching,      Memory
        503, object-damaged,        storage,        storage.caching,      Memory
        503, catalogue-unavailable, metadata,       -,                    -
        504, catalogue-timed-out,   metadata,       -,                    -
        503, pool-exhausted,        s3-connections, pools.s3Connections,  8
        503, queue-full,            threads,        pools.threads,        80
        503, queue-timed-out,       threads,        pools.threads,        80
        503, stopping,              not-enough-evidence, -,               -
        502, -,                     not-enough-evidence, -,               -
        504, -,                     not-enough-evidence, -,               -
        """)
    void theReasonNamesTheComponent(
            int code, @Nullable String reason, String component, @Nullable String field, @Nullable String value) {
        var observed = Observed.requests(200, 10).counted(Sample.ANSWERS.key(Integer.toString(code)), 10);
        if (reason != null) {
            observed.counted(Sample.REFUSALS.key(reason), 10);
        }

        var bottleneck = observed.diagnosed(POOLS).bottleneck();

        assertThat(bottleneck.component()).isEqualTo(component);
        assertThat(bottleneck.evidence()).first().isEqualTo("10 of 200 answers were 502, 503 or 504");
        assertThat(bottleneck.change()).isEqualTo(field == null || value == null ? null : new Change(field, value));
    }

    @Test
    void theDatabasesPoolIsItsOwn() {
        var bottleneck = Observed.requests(200, 10)
                .counted(Sample.ANSWERS.key("503"), 10)
                .counted(Sample.REFUSALS.key("pool-exhausted"), 9)
                .counted(Sample.REFUSALS.key("storage-unavailable"), 1)
                .diagnosed(POOLS + "\nstorage: {backend: rds}")
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("database-connections");
        assertThat(bottleneck.advice())
                .isEqualTo(
                        "pools.databaseConnections: 8 (was 4); predicted: at most 2.0 times as many requests are served at"
                                + " once");
        assertThat(bottleneck.evidence()).contains("9 of them waited in vain for one of 4 connections");
    }

    /** Names of models that nobody has are the load's mistake, whatever their number. */
    @Test
    void otherRefusalsBlameNobody() {
        var bottleneck = Observed.requests(200, 10)
                .counted(Sample.ANSWERS.key("404"), 100)
                .counted(Sample.REFUSALS.key("unknown-model"), 100)
                .diagnosed("")
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("none");
    }

    /** A few that the storage failed do not explain the many that nobody accounts for. */
    @Test
    void lessThanHalfOfTheFailuresNamesNothing() {
        var bottleneck = Observed.requests(200, 10)
                .counted(Sample.ANSWERS.key("503"), 10)
                .counted(Sample.REFUSALS.key("storage-unavailable"), 4)
                .diagnosed("")
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("not-enough-evidence");
    }
}
