package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.HttpURLConnection;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The credentials' Secret does not exist: a kubelet tells that in an Event, and the pod's status is silent. */
class MissingSecretIT {
    @Test
    void itIsNamedWhileTheRunWaits() {
        try (var mock = MockCluster.start(new Kubelet(), 60)) {
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

    /** Answers for the Events of one pod, which the mock cannot select. */
    private static final class Kubelet extends KubernetesCrudDispatcher {
        private static final Pattern EVENTS =
                Pattern.compile(".*/events\\?fieldSelector=involvedObject.uid%3D([-\\w]+)&.*");
        private static final String FAILED_MOUNT = """
                {"apiVersion": "v1", "kind": "EventList", "metadata": {}, "items": [{
                  "apiVersion": "v1", "kind": "Event", "metadata": {"name": "e"}, "involvedObject": {"uid": "%s"},
                  "reason": "FailedMount", "message": "MountVolume.SetUp failed: secret \\"s3\\" not found",
                  "lastTimestamp": "2026-01-01T12:00:01Z"}]}
                """;

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            var events = EVENTS.matcher(request.getPath());
            return events.matches()
                    ? new MockResponse()
                            .setResponseCode(HttpURLConnection.HTTP_OK)
                            .setHeader("Content-Type", "application/json")
                            .setBody(FAILED_MOUNT.formatted(events.group(1)))
                    : super.dispatch(request);
        }
    }
}
