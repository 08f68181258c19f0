package dev.acme.performance.operator;

import static dev.acme.performance.operator.FakeCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.TargetCounters;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.target.Attempt;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run against somebody else's service: a load Job, and nothing else. */
class ExternalTargetIT {
    private final OperatorAtWork work = new OperatorAtWork();

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void itIsLoadedWithoutRegistryAndItsCountersAreInTheStatus() {
        var counters = new TargetCounters(
                List.of(new TargetCounters.Increase("hits", 1, 3, 2)),
                List.of(new TargetCounters.Rate("all", 100.0)),
                null);
        var attempt = Attempt.of(work.cluster().apply(Runs.run("compute: {backend: external, target: inference}")), 1);

        work.cluster()
                .endLoad(work.cluster().startLoad(attempt), Runs.result(100).withCounters(counters));
        var status = Objects.requireNonNull(
                work.await("tiny", it -> it.phase() == Phase.SUCCEEDED).getStatus());

        assertThat(status.results()).isEqualTo(Runs.result(100).results());
        assertThat(status.targetCounters()).isEqualTo(counters);
        assertThat(status.validity()).isEqualTo(Validity.VALID);
        assertThat(status.validityReasons()).isEmpty();
        assertThat(status.catalogue()).isNull();
        var environment = Objects.requireNonNull(status.environment());
        assertThat(environment.registryImage()).isNull();
        assertThat(environment.notes()).anyMatch(note -> note.startsWith("the target inference is not the operator's"));
        assertThat(work.client().services().inNamespace(NAMESPACE).list().getItems())
                .isEmpty();
        assertThat(work.cluster().deployments()).isEmpty();
    }

    @Test
    void aNameThatIsNotThereEndsTheRunWithoutAnyJob() {
        work.cluster().apply(Runs.run("compute: {backend: external, target: other}"));

        var status = Objects.requireNonNull(
                work.await("tiny", it -> it.phase() == Phase.FAILED).getStatus());

        assertThat(status.message()).endsWith("no target has that name; there are inference");
        assertThat(status.conditions())
                .filteredOn(condition -> condition.getType().equals("Stalled"))
                .singleElement()
                .satisfies(condition -> assertThat(condition.getReason()).isEqualTo("UnknownTarget"));
        assertThat(work.client()
                        .batch()
                        .v1()
                        .jobs()
                        .inNamespace(NAMESPACE)
                        .list()
                        .getItems())
                .isEmpty();
    }
}
