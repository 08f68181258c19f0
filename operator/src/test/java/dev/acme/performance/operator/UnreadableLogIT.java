package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.ExchangeCodec;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A load generator whose log cannot be read at once, or ever; its termination message tells other numbers. */
class UnreadableLogIT {
    private static final String LOG = new ExchangeCodec().writeLine(Runs.result(100)) + "\n";
    private static final int DENIED = HttpURLConnection.HTTP_FORBIDDEN;

    @Test
    void aLogIsReadAgainUntilItGivesTheFullResult() {
        assertThat(measured(new Kubelet(2, DENIED), 60))
                .isEqualTo(Runs.result(100).results());
    }

    @Test
    void afterTheCollectDeadlineTheTerminationMessageCounts() {
        assertThat(measured(new Kubelet(Integer.MAX_VALUE, DENIED), 1))
                .isEqualTo(Runs.result(7).results());
    }

    @Test
    void theLogOfAPodThatIsGoneIsNotWaitedFor() {
        assertThat(measured(new Kubelet(Integer.MAX_VALUE, HttpURLConnection.HTTP_NOT_FOUND), 3_600))
                .isEqualTo(Runs.result(7).results());
    }

    @Test
    void aLogIsNeverReadWithoutLimit() {
        var kubelet = new Kubelet(0, DENIED);

        measured(kubelet, 60);

        assertThat(kubelet.unlimited).hasValue(0);
    }

    private static Results measured(Kubelet kubelet, int collectTimeoutSeconds) {
        try (var mock = MockCluster.start(kubelet, collectTimeoutSeconds)) {
            mock.cluster().carryOut(Attempt.of(mock.cluster().apply(Runs.run("")), 1), Runs.result(7));
            return Objects.requireNonNull(mock.await("tiny", status -> status.phase() == Phase.SUCCEEDED)
                    .getStatus()
                    .results());
        }
    }

    /** Fails so many readings of a log, then answers. */
    private static final class Kubelet extends KubernetesCrudDispatcher {
        private final AtomicInteger failures;
        private final int code;
        private final AtomicInteger unlimited = new AtomicInteger();

        Kubelet(int failures, int code) {
            this.failures = new AtomicInteger(failures);
            this.code = code;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            if (!request.getPath().contains("/log?")) {
                return super.dispatch(request);
            }
            if (!request.getPath().contains("limitBytes=")) {
                unlimited.incrementAndGet();
            }
            return failures.getAndDecrement() > 0
                    ? new MockResponse().setResponseCode(code).setBody("{}")
                    : new MockResponse()
                            .setResponseCode(HttpURLConnection.HTTP_OK)
                            .setBody(LOG);
        }
    }
}
