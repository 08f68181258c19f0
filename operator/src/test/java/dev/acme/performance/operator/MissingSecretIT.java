package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import org.junit.jupiter.api.Test;

/** The credentials' Secret does not exist: a kubelet tells that in an Event, and the pod's status is silent. */
class MissingSecretIT {
    @Test
    void itIsNamedWhileTheRunWaits() {
        try (var mock = MockCluster.start(
                new ToldEvents("FailedMount", "MountVolume.SetUp failed: secret \"s3\" not found"), 60)) {
            var attempt = Attempt.of(mock.cluster().apply(Runs.run("")), 1);
            mock.cluster().hang(attempt, Component.POPULATE);

            var status = mock.await(
                            "tiny", it -> it.message() != null && it.message().contains("secret \"s3\" not found"))
                    .getStatus();

            assertThat(status.phase()).isEqualTo(Phase.PROVISIONING);
            assertThat(status.conditions())
                    .filteredOn(condition -> condition.getType().equals("Ready"))
                    .singleElement()
                    .satisfies(condition -> assertThat(condition.getReason()).isEqualTo("ConfigurationMissing"));
        }
    }
}
