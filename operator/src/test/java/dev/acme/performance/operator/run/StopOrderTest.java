package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.CATALOGUE;
import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.load.LoadState;
import dev.acme.performance.operator.target.PopulateState;
import dev.acme.performance.operator.target.Reason;
import dev.acme.performance.operator.target.TargetIdentity;
import dev.acme.performance.operator.target.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StopOrderTest {
    private static final Duration LIMIT = Duration.ofSeconds(100);
    /** The grace of a pod and the deadline to collect. */
    private static final Duration PATIENCE = Duration.ofSeconds(130);

    private static final PerformanceRunStatus LOADING = PerformanceRunStatus.empty()
            .withPhase(Phase.RUNNING)
            .withAttempt(1)
            .withStartedAt(NOW.toString())
            .withCatalogue(CATALOGUE);
    private static final Ending CANCELLED = new Ending.Cancelled();
    private static final Ending TOO_LONG =
            new Ending.Broken(Reason.DEADLINE_EXCEEDED, "the run took longer than 30 s (spec.timeoutSeconds)");

    private static final TargetIdentity TARGET = new TargetIdentity(1, "", new TreeMap<>(Map.of("pod-uid", 0)));

    private record Case(String name, String spec, Ending ending, Instant now, LoadState load, Step expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> aLoadThatWasToldToStop() {
        var told = new LoadState.Running("pod", true);
        var untold = new LoadState.Running("pod", false);
        var ended = new LoadState.Ended("pod", Optional.empty(), Optional.empty());
        var await = new Step.AwaitLoad(Optional.of("pod"), Optional.empty());
        var inTime = NOW.plus(PATIENCE).minusSeconds(1);
        var late = NOW.plus(PATIENCE);
        return Stream.of(
                new Case("is awaited", "timeoutSeconds: 30", TOO_LONG, inTime, told, await),
                new Case("not for ever", "timeoutSeconds: 30", TOO_LONG, late, told, new Step.End(TOO_LONG)),
                new Case("nor after a cancel", "cancel: true", CANCELLED, late, told, new Step.End(CANCELLED)),
                new Case("is told again", "", CANCELLED, NOW, untold, new Step.StopLoad("pod", CANCELLED)),
                new Case(
                        "is read",
                        "cancel: true",
                        CANCELLED,
                        NOW,
                        ended,
                        new Step.Collect(CANCELLED, Optional.empty())),
                new Case(
                        "stays so when it is taken back",
                        "",
                        CANCELLED,
                        late,
                        ended,
                        new Step.Collect(CANCELLED, Optional.empty())),
                new Case(
                        "or suspended",
                        "suspend: true",
                        CANCELLED,
                        NOW,
                        ended,
                        new Step.Collect(CANCELLED, Optional.empty())),
                new Case("may be gone", "", CANCELLED, NOW, new LoadState.Absent(), new Step.End(CANCELLED)));
    }

    @ParameterizedTest
    @MethodSource
    void aLoadThatWasToldToStop(Case example) {
        var status = stopping(example.ending());
        var world = new World(
                example.now(),
                List.of(),
                List.of(),
                new PopulateState.Absent(),
                new TargetState.Ready(TARGET),
                Optional.empty(),
                example.load());

        var step = new RunPlanner(Runs.settings(LIMIT)).next(Runs.run(example.spec(), status), world);

        assertThat(step).isEqualTo(example.expected());
    }

    @Test
    void anOrderKeepsItsInstantWhenItIsRepeated() {
        var again = new StatusProjection(Runs.run("", stopping(CANCELLED)), NOW.plusSeconds(50))
                .stopping(new Step.StopLoad("pod", CANCELLED));

        assertThat(StopOrder.of(again)).contains(new StopOrder(NOW, CANCELLED));
    }

    @Test
    void anOrderOutlivesACrashWhileItsResultIsCollected() {
        var collecting = new StatusProjection(Runs.run("", stopping(CANCELLED)), NOW.plusSeconds(50)).collecting();

        assertThat(StopOrder.of(collecting)).contains(new StopOrder(NOW, CANCELLED));
    }

    @Test
    void aLoadThatMayGoOnHasNone() {
        assertThat(StopOrder.of(new StatusProjection(Runs.run("", LOADING), NOW).loading()))
                .isEmpty();
    }

    private static PerformanceRunStatus stopping(Ending ending) {
        return new StatusProjection(Runs.run("", LOADING), NOW).stopping(new Step.StopLoad("pod", ending));
    }
}
