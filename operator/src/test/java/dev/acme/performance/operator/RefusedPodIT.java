package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import org.junit.jupiter.api.Test;

/** A quota forbids a Job's pod: its controller tells that in an Event, and the Job's status is silent. */
class RefusedPodIT {
    @Test
    void itIsNamedWhileTheRunWaits() {
        try (var mock = MockCluster.start(
                new ToldEvents("FailedCreate", "Error creating: pods is forbidden: exceeded quota: q"), 60)) {
            mock.cluster().apply(Runs.run(""));

            var status = mock.await(
                            "tiny", it -> it.message() != null && it.message().contains("exceeded quota: q"))
                    .getStatus();

            assertThat(status.phase()).isEqualTo(Phase.PROVISIONING);
            assertThat(status.conditions())
                    .filteredOn(condition -> condition.getType().equals("Ready"))
                    .singleElement()
                    .satisfies(condition -> assertThat(condition.getReason()).isEqualTo("Refused"));
        }
    }
}
