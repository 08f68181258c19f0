package dev.acme.performance.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each write of a run fails once, before it was carried out or after: nothing of the step behind it happens, as if the
 * operator had died there. The run ends all the same, and nothing was made twice.
 */
class FaultyWritesIT {
    /** From the start of the attempt to the load's Job and its record: what comes later writes the same things again. */
    private static final int WRITES = 10;

    private static Stream<Arguments> writes() {
        return IntStream.rangeClosed(1, WRITES)
                .boxed()
                .flatMap(write -> Stream.of(Fault.values()).map(fault -> Arguments.of(write, fault)));
    }

    @ParameterizedTest(name = "write {0} {1}")
    @MethodSource("writes")
    void aRunSurvivesIt(int write, Fault fault) {
        var server = new Faulty(write, fault);
        try (var mock = MockCluster.start(server, 60)) {
            var attempt = Attempt.of(mock.cluster().apply(Runs.run("")), 1);
            mock.cluster().fillRegistry(attempt);
            mock.cluster().startTarget(attempt);
            var load = mock.cluster().startLoad(attempt);
            var running = mock.await("tiny", status -> status.phase() == Phase.RUNNING);
            mock.cluster().endLoad(load, Runs.result(100));
            var run = mock.await("tiny", status -> status.phase() == Phase.SUCCEEDED);

            assertThat(server.writes).hasValueGreaterThanOrEqualTo(write);
            assertThat(running.getStatus().conditions())
                    .filteredOn(condition -> condition.getType().equals("TargetReady"))
                    .singleElement()
                    .satisfies(condition -> assertThat(condition.getStatus()).isEqualTo("True"));
            assertThat(run.getStatus().attempt()).isEqualTo(1);
            assertThat(run.getStatus().validity()).isEqualTo(Validity.VALID);
            assertThat(server.made).containsExactlyInAnyOrder("jobs", "jobs", "services", "deployments", "configmaps");
        }
    }

    private enum Fault {
        BEFORE,
        AFTER
    }

    /** Answers the operator's n-th write as nobody handles it, carried out or not. */
    private static final class Faulty extends KubernetesCrudDispatcher {
        /** Neither tried again nor explained by the client or the operator. */
        private static final int LOCKED = 423;

        private static final Set<String> READS = Set.of("GET", "HEAD");
        private final AtomicInteger writes = new AtomicInteger();
        private final Queue<String> made = new ConcurrentLinkedQueue<>();
        private final int faulty;
        private final Fault fault;

        Faulty(int faulty, Fault fault) {
            this.faulty = faulty;
            this.fault = fault;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            if (!isWrite(request)) {
                return super.dispatch(request);
            }
            boolean isFaulty = writes.incrementAndGet() == faulty;
            if (isFaulty && fault == Fault.BEFORE) {
                return locked();
            }
            var response = super.dispatch(request);
            if (request.getMethod().equals("POST") && response.code() < 300) {
                made.add(request.getPath().replaceFirst(".*/", ""));
            }
            return isFaulty ? locked() : response;
        }

        private static boolean isWrite(RecordedRequest request) {
            return String.valueOf(request.getHeader("User-Agent")).startsWith("performance-operator")
                    && !READS.contains(request.getMethod())
                    && !request.getPath().contains("/events")
                    && !request.getPath().contains("authorization.k8s.io");
        }

        private static MockResponse locked() {
            return new MockResponse().setResponseCode(LOCKED).setBody("{}");
        }
    }
}
