package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.ObjectiveResult;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.ops.RunEvent;
import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the Events of a run tell, one after the other. */
class RunEventsTest {
    private static final PodProblem NO_NODE = new PodProblem(Reason.UNSCHEDULABLE, "no node takes the pod");

    private final PerformanceRun run = Runs.run("""
            objectives:
            - {name: fast, metric: p99Ms, max: 5}
            - {name: much, metric: requestsPerSecond, min: 10}
            """, PerformanceRunStatus.empty());

    private final List<RunEvent> story = new ArrayList<>();

    @Test
    void aRunThatGoesWellIsToldInFour() {
        step(it -> it.queued(new Step.Queue(List.of())));
        begin();
        step(StatusProjection::loading);
        step(it -> it.awaitingLoad(Optional.empty(), Optional.empty()));
        step(StatusProjection::collecting);
        end(status ->
                status.withValidity(Validity.VALID).withObjectives(List.of(new ObjectiveResult("fast", 4.0, true))));

        assertThat(told())
                .containsExactly(
                        "Normal AttemptStarted filling the registry with 500 models, arnir0/Tiny-LLM of 24834009 bytes among them",
                        "Normal RegistryFilled registry holds 500 models; starting the service",
                        "Normal LoadStarted 100 clients download arnir0_Tiny-LLM",
                        "Normal Measured 100 of 100 succeeded");
    }

    @Test
    void whatStoodInItsWayAndWhatIsToBeThoughtOfItsNumbersComesOnTop() {
        step(it -> it.queued(new Step.Queue(List.of("a", "b"))));
        step(it -> it.queued(new Step.Queue(List.of("a", "b"))));
        begin();
        step(it -> it.awaitingTarget(new Step.AwaitTarget(0, 1, Optional.of(NO_NODE))));
        step(it -> it.awaitingTarget(new Step.AwaitTarget(0, 1, Optional.of(NO_NODE))));
        step(StatusProjection::loading);
        end(status -> status.withValidity(Validity.INVALID)
                .withValidityReasons(List.of("Noisy: a neighbour", "ClientSaturated: 80 %"))
                .withObjectives(
                        List.of(new ObjectiveResult("fast", 9.0, false), new ObjectiveResult("much", null, false))));

        assertThat(told())
                .containsExactly(
                        "Normal Queued waits for its turn behind a, b",
                        "Normal AttemptStarted filling the registry with 500 models, arnir0/Tiny-LLM of 24834009 bytes among them",
                        "Normal RegistryFilled registry holds 500 models; starting the service",
                        "Warning Unschedulable 0 of 1 replicas answer; no node takes the pod",
                        "Normal LoadStarted 100 clients download arnir0_Tiny-LLM",
                        "Normal Measured 100 of 100 succeeded",
                        "Warning Void Noisy: a neighbour; ClientSaturated: 80 %",
                        "Warning ObjectivesMissed fast: 9.0, at most 5.0 was asked for; much: nothing was observed, at least 10.0 was asked for");
    }

    @Test
    void aRunThatIsPutToRestSaysSoOnce() {
        step(StatusProjection::suspended);
        step(StatusProjection::suspended);

        assertThat(told())
                .containsExactly("Normal Suspended suspended; takes up a new attempt when spec.suspend is taken back");
    }

    @Test
    void anEndWithoutAResultIsAWarningOfItsOwnName() {
        begin();
        step(it -> it.awaitingTarget(new Step.AwaitTarget(0, 1, Optional.of(NO_NODE))));
        became(new FinalStatus(run, NOW)
                .ended(new Ending.Broken(Reason.UNSCHEDULABLE, "no node took the pod in time")));

        assertThat(told())
                .endsWith(
                        "Warning Unschedulable 0 of 1 replicas answer; no node takes the pod",
                        "Warning Unschedulable no node took the pod in time");
        assertThat(story).extracting(RunEvent::place).doesNotHaveDuplicates();
    }

    /** Names of Events hold their place, and one second's are shown by name. */
    @Test
    void placesFollowTheStory() {
        whatStoodInItsWayAndWhatIsToBeThoughtOfItsNumbersComesOnTop();

        assertThat(story)
                .filteredOn(event -> !event.reason().equals("Unschedulable"))
                .extracting(RunEvent::place)
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(place -> place >= 0 && place <= 9);
    }

    private void begin() {
        step(it -> it.started(new Step.StartAttempt(1)));
        step(it -> it.filled(new Step.RecordCatalogue(Runs.CATALOGUE)));
    }

    private void end(Function<PerformanceRunStatus, PerformanceRunStatus> measured) {
        var status = new FinalStatus(run, NOW).ended(new Ending.Completed());
        became(measured.apply(status.withPhase(Phase.SUCCEEDED)
                .withMessage("100 of 100 succeeded")
                .withResults(Runs.result(100).results())
                .withConditions(new Conditions(status.conditions(), 1, NOW)
                        .set(Conditions.Type.READY, true, Reason.MEASURED, "")
                        .list())));
    }

    private void step(Function<StatusProjection, PerformanceRunStatus> step) {
        became(step.apply(new StatusProjection(run, NOW)));
    }

    private void became(PerformanceRunStatus after) {
        story.addAll(RunEvents.of(run, Statuses.of(run), after));
        run.setStatus(after);
    }

    private List<String> told() {
        return story.stream()
                .map(event -> event.type() + " " + event.reason() + " " + event.message())
                .toList();
    }
}
