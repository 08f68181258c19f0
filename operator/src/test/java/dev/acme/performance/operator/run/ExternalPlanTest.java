package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.external.ExternalTarget;
import dev.acme.performance.operator.load.LoadState;
import dev.acme.performance.operator.target.Reason;
import dev.acme.performance.operator.target.TargetState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The way of a run whose target is somebody else's. */
class ExternalPlanTest {
    private static final Duration LIMIT = Duration.ofSeconds(100);
    private static final ExternalTarget INFERENCE =
            Objects.requireNonNull(Runs.TARGETS.byName().get("inference"));
    private static final Scene ELSEWHERE = Scene.EMPTY.with(new TargetState.Elsewhere());
    private final RunPlanner planner = new RunPlanner(Runs.settings(LIMIT));

    private record Case(String name, Phase phase, LoadState load, Step expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> theWayOfARun() {
        var absent = new LoadState.Absent();
        return Stream.of(
                new Case("it starts", Phase.PENDING, absent, new Step.StartAttempt(2)),
                new Case("it is loaded at once", Phase.PROVISIONING, absent, new Step.StartExternalLoad(INFERENCE)),
                new Case(
                        "nothing is asked of it meanwhile",
                        Phase.RUNNING,
                        new LoadState.Running("pod", false),
                        new Step.AwaitLoad(Optional.of("pod"), Optional.empty())),
                new Case(
                        "that it is not ours is no change",
                        Phase.RUNNING,
                        new LoadState.Ended("pod", Optional.empty(), Optional.empty()),
                        new Step.Collect(new Ending.Completed(), Optional.empty())));
    }

    @ParameterizedTest
    @MethodSource("theWayOfARun")
    void aWorldHasItsStep(Case example) {
        var step = planner.next(
                external("inference", example.phase()),
                ELSEWHERE.with(example.load()).world());

        assertThat(step).isEqualTo(example.expected());
    }

    /** The second where an administrator takes the name away while the run is on its way. */
    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"PENDING", "PROVISIONING"})
    void aTargetThatNobodyNamedEndsTheRunAndSaysWhichThereAre(Phase phase) {
        assertThat(planner.next(external("inferense", phase), ELSEWHERE.world()))
                .isEqualTo(new Step.End(new Ending.Broken(
                        Reason.UNKNOWN_TARGET,
                        "compute.target inferense: no target has that name; there are inference")));
    }

    private static PerformanceRun external(String target, Phase phase) {
        return run(
                "compute: {backend: external, target: " + target + "}",
                PerformanceRunStatus.empty().withPhase(phase).withAttempt(1).withStartedAt(Runs.NOW.toString()));
    }
}
