package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.CATALOGUE;
import static dev.acme.performance.operator.Runs.NOW;
import static dev.acme.performance.operator.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.load.LoadState;
import dev.acme.performance.operator.run.World.Workload;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.PopulateState;
import dev.acme.performance.operator.target.Reason;
import dev.acme.performance.operator.target.TargetIdentity;
import dev.acme.performance.operator.target.TargetState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RunPlannerTest {
    private static final Duration LIMIT = Duration.ofSeconds(100);
    private static final PodProblem NO_IMAGE = new PodProblem(Reason.IMAGE_UNAVAILABLE, "image x: not found");
    private static final PodProblem OOM = new PodProblem(Reason.OUT_OF_MEMORY, "OOMKilled");
    private static final TargetIdentity TARGET = new TargetIdentity(1, "", new TreeMap<>(Map.of("pod-uid", 0)));
    private final RunPlanner planner = new RunPlanner(Runs.settings(LIMIT));

    private record Case(String name, PerformanceRun run, Scene scene, Step expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> theWayOfARun() {
        var filling = under(Phase.PROVISIONING);
        var filled = under(Phase.PROVISIONING).withCatalogue(CATALOGUE);
        var loading = under(Phase.RUNNING).withCatalogue(CATALOGUE);
        var ended = new LoadState.Ended("pod", Optional.empty(), Optional.empty());
        var ready = new TargetState.Ready(TARGET);
        var atWork = new PopulateState.AtWork(Optional.empty());
        return Stream.of(
                new Case("a new run starts", run(""), Scene.EMPTY, new Step.StartAttempt(1)),
                new Case("it waits its turn", run(""), Scene.EMPTY.behind("a"), new Step.Queue(List.of("a"))),
                new Case("the registry is filled first", run("", filling), Scene.EMPTY, new Step.Populate()),
                new Case(
                        "the target starts meanwhile",
                        run("", filling),
                        Scene.EMPTY.with(atWork),
                        new Step.Provision()),
                new Case(
                        "it waits for the filling",
                        run("", filling),
                        Scene.EMPTY.with(atWork).with(ready),
                        new Step.AwaitPopulate(Optional.empty())),
                new Case(
                        "a target that suffers while the registry is filled may recover",
                        run("", filling),
                        Scene.EMPTY.with(atWork).with(new TargetState.Broken(OOM)),
                        new Step.AwaitPopulate(Optional.empty())),
                new Case(
                        "what the registry holds is put on record",
                        run("", filling),
                        Scene.EMPTY.with(new PopulateState.Filled(Runs.summary(), NOW)),
                        new Step.RecordCatalogue(CATALOGUE)),
                new Case("what was not made is made", run("", filled), Scene.EMPTY, new Step.Provision()),
                new Case(
                        "it waits for the target",
                        run("", filled),
                        Scene.EMPTY.with(new TargetState.Starting(0, 1, Optional.of(NO_IMAGE))),
                        new Step.AwaitTarget(0, 1, Optional.of(NO_IMAGE))),
                new Case(
                        "a ready target is loaded",
                        run("", filled),
                        Scene.EMPTY.with(ready),
                        new Step.StartLoad(CATALOGUE, TARGET)),
                new Case(
                        "it waits for the load generator's pod",
                        run("", loading),
                        Scene.EMPTY.with(new LoadState.Starting(Optional.empty())),
                        new Step.AwaitLoad(Optional.empty(), Optional.empty())),
                new Case(
                        "it waits for the load",
                        run("", loading),
                        Scene.EMPTY.with(new LoadState.Running("pod", false)),
                        new Step.AwaitLoad(Optional.of("pod"), Optional.empty())),
                new Case(
                        "an ended load is collected",
                        run("", loading),
                        Scene.EMPTY.with(ended).with(ready),
                        new Step.Collect(new Ending.Completed(), Optional.empty())),
                new Case(
                        "a target that changed is told",
                        run("", loading),
                        Scene.EMPTY.with(ended).with(ready).changed("1 of its pods ended"),
                        new Step.Collect(new Ending.Completed(), Optional.of("1 of its pods ended"))),
                new Case(
                        "a target that is not whole at the end is told",
                        run("", loading),
                        Scene.EMPTY.with(ended).with(new TargetState.Starting(0, 1, Optional.empty())),
                        new Step.Collect(new Ending.Completed(), Optional.of("0 of 1 replicas answered at its end"))),
                new Case(
                        "a crash while collecting is repeated",
                        run("", under(Phase.COLLECTING).withCatalogue(CATALOGUE)),
                        Scene.EMPTY.with(ended).with(ready),
                        new Step.Collect(new Ending.Completed(), Optional.empty())));
    }

    static Stream<Case> whatGoesWrong() {
        var filling = under(Phase.PROVISIONING);
        var loading = under(Phase.RUNNING).withCatalogue(CATALOGUE);
        var late = NOW.plusSeconds(101);
        var tooLong =
                new Ending.Broken(Reason.DEADLINE_EXCEEDED, "the run took longer than 30 s (spec.timeoutSeconds)");
        return Stream.of(
                new Case(
                        "a failed filling ends the attempt",
                        run("", filling),
                        Scene.EMPTY.with(new PopulateState.Failed(OOM)),
                        broken(Reason.OUT_OF_MEMORY, "OOMKilled")),
                new Case(
                        "a filling that hangs ends with its problem",
                        run("", filling),
                        Scene.EMPTY
                                .at(late)
                                .with(workload(Component.POPULATE))
                                .with(new PopulateState.AtWork(Optional.of(NO_IMAGE))),
                        broken(Reason.IMAGE_UNAVAILABLE, "image x: not found")),
                new Case(
                        "a target that hangs ends by its deadline",
                        run("", filling.withCatalogue(CATALOGUE)),
                        Scene.EMPTY
                                .at(late)
                                .with(workload(Component.REGISTRY))
                                .with(new TargetState.Starting(0, 1, Optional.empty())),
                        broken(
                                Reason.DEADLINE_EXCEEDED,
                                "bringing the target up took longer than 100 s (the operator's deadline)")),
                new Case(
                        "a target's time begins when the registry is filled",
                        run("", filling.withCatalogue(CATALOGUE)),
                        Scene.EMPTY
                                .at(late)
                                .with(workload(Component.REGISTRY))
                                .with(new PopulateState.Filled(Runs.summary(), NOW.plusSeconds(2)))
                                .with(new TargetState.Starting(0, 1, Optional.empty())),
                        new Step.AwaitTarget(0, 1, Optional.empty())),
                new Case(
                        "a broken target ends the attempt",
                        run("", filling.withCatalogue(CATALOGUE)),
                        Scene.EMPTY.with(new TargetState.Broken(OOM)),
                        broken(Reason.OUT_OF_MEMORY, "OOMKilled")),
                new Case(
                        "a load generator that cannot start is waited for",
                        run("", loading),
                        Scene.EMPTY.with(workload(Component.LOAD)).with(new LoadState.Starting(Optional.of(NO_IMAGE))),
                        new Step.AwaitLoad(Optional.empty(), Optional.of(NO_IMAGE))),
                new Case(
                        "but not for ever",
                        run("", loading),
                        Scene.EMPTY
                                .at(late)
                                .with(workload(Component.LOAD))
                                .with(new LoadState.Starting(Optional.of(NO_IMAGE))),
                        broken(Reason.IMAGE_UNAVAILABLE, "image x: not found")),
                new Case(
                        "a lost load generator ends the attempt",
                        run("", loading),
                        Scene.EMPTY.with(new LoadState.Lost(new PodProblem(Reason.POD_LOST, "gone"))),
                        broken(Reason.POD_LOST, "gone")),
                new Case(
                        "a load whose Job is gone is never started again",
                        run("", loading),
                        Scene.EMPTY.with(new TargetState.Ready(TARGET)),
                        broken(Reason.POD_LOST, "the load generator's Job was deleted before its result was read")),
                new Case(
                        "nor while it is collected",
                        run("", under(Phase.COLLECTING).withCatalogue(CATALOGUE)),
                        Scene.EMPTY.with(new TargetState.Ready(TARGET)),
                        broken(Reason.POD_LOST, "the load generator's Job was deleted before its result was read")),
                new Case(
                        "the run's own deadline stops the load and keeps what was measured",
                        run("timeoutSeconds: 30", loading),
                        Scene.EMPTY.at(NOW.plusSeconds(30)).with(new LoadState.Running("pod", false)),
                        new Step.StopLoad("pod", tooLong)),
                new Case(
                        "a run that waited in vain until its deadline says for what",
                        run("timeoutSeconds: 30", filling.withCatalogue(CATALOGUE)),
                        Scene.EMPTY
                                .at(NOW.plusSeconds(31))
                                .with(workload(Component.REGISTRY))
                                .with(new TargetState.Starting(0, 1, Optional.of(NO_IMAGE))),
                        broken(
                                Reason.DEADLINE_EXCEEDED,
                                "the run took longer than 30 s (spec.timeoutSeconds); image x: not found")));
    }

    static Stream<Case> whatTheUserAsks() {
        var loading = under(Phase.RUNNING).withCatalogue(CATALOGUE);
        var done = ended(Phase.SUCCEEDED);
        var job = workload(Component.LOAD);
        var cancelled = new Ending.Cancelled();
        var loaded = Scene.EMPTY
                .with(new LoadState.Ended("pod", Optional.empty(), Optional.empty()))
                .with(new TargetState.Ready(TARGET));
        var collect = new Step.Collect(new Ending.Completed(), Optional.empty());
        return Stream.of(
                new Case("cancel before the start", run("cancel: true"), Scene.EMPTY, new Step.End(cancelled)),
                new Case(
                        "cancel while loading",
                        run("cancel: true", loading),
                        Scene.EMPTY.with(new LoadState.Running("pod", false)),
                        new Step.StopLoad("pod", cancelled)),
                new Case(
                        "cancel while filling",
                        run("cancel: true", under(Phase.PROVISIONING)),
                        Scene.EMPTY,
                        new Step.End(cancelled)),
                new Case("suspend before the start", run("suspend: true"), Scene.EMPTY, new Step.Suspend(List.of())),
                new Case(
                        "suspend while loading",
                        run("suspend: true", loading),
                        Scene.EMPTY.with(job),
                        new Step.Suspend(List.of(job))),
                new Case("suspend after the load", run("suspend: true", loading), loaded, collect),
                new Case("cancel after the load", run("cancel: true", loading), loaded, collect),
                new Case(
                        "the deadline after the load",
                        run("timeoutSeconds: 30", loading),
                        loaded.at(NOW.plusSeconds(31)),
                        collect),
                new Case("suspended", run("suspend: true", under(Phase.SUSPENDED)), Scene.EMPTY, rest()),
                new Case("resume", run("", under(Phase.SUSPENDED)), Scene.EMPTY, new Step.Queue(List.of())),
                new Case("its turn has come", run("", under(Phase.PENDING)), Scene.EMPTY, new Step.StartAttempt(2)),
                new Case("at rest", run("", done), Scene.EMPTY, rest()),
                new Case("rerun queues", edited("rerun: again", done), Scene.EMPTY, new Step.Queue(List.of())),
                new Case(
                        "behind others",
                        edited("rerun: again", done),
                        Scene.EMPTY.behind("b"),
                        new Step.Queue(List.of("b"))),
                new Case(
                        "rerun frees the old workloads first",
                        edited("rerun: again", done),
                        Scene.EMPTY.with(job),
                        new Step.Release(List.of(job))),
                new Case(
                        "an edit of the measured part",
                        edited("pools: {threads: 5}", done),
                        Scene.EMPTY,
                        new Step.Queue(List.of())),
                new Case("an edit beside it", edited("timeoutSeconds: 60", done), Scene.EMPTY, new Step.Acknowledge()),
                new Case(
                        "a digest of an older operator starts nothing",
                        run("", done.withMeasuredSpec("other")),
                        Scene.EMPTY,
                        rest()),
                new Case(
                        "cancelled stays cancelled",
                        edited("cancel: true\nrerun: again", ended(Phase.CANCELLED)),
                        Scene.EMPTY,
                        new Step.Acknowledge()),
                new Case("workloads go at once", run("", done), Scene.EMPTY.with(job), new Step.Release(List.of(job))),
                new Case(
                        "or when the user says",
                        run("cleanup: {afterSeconds: 60}", done),
                        Scene.EMPTY.with(job).at(NOW.plusSeconds(59)),
                        new Step.Rest(Optional.of(NOW.plusSeconds(60)))),
                new Case(
                        "and then they do",
                        run("cleanup: {afterSeconds: 60}", done),
                        Scene.EMPTY.with(job).at(NOW.plusSeconds(60)),
                        new Step.Release(List.of(job))),
                new Case("then nothing needs to hold the run", held(run("", done)), Scene.EMPTY, new Step.LetGo()));
    }

    @ParameterizedTest
    @MethodSource({"theWayOfARun", "whatGoesWrong", "whatTheUserAsks"})
    void aWorldHasItsStep(Case example) {
        assertThat(planner.next(example.run(), example.scene().world())).isEqualTo(example.expected());
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aDeletedRunIsLeftToTheGarbageCollector(Phase phase) {
        var run = run("", under(phase));
        run.getMetadata().setDeletionTimestamp(NOW.toString());

        assertThat(planner.next(run, Scene.EMPTY.world())).isEqualTo(rest());
    }

    @Test
    void theSameWorldHasTheSameStep() {
        whatTheUserAsks()
                .forEach(example -> assertThat(
                                planner.next(example.run(), example.scene().world()))
                        .isEqualTo(planner.next(example.run(), example.scene().world())));
    }

    private static Step rest() {
        return new Step.Rest(Optional.empty());
    }

    private static Step broken(Reason reason, String message) {
        return new Step.End(new Ending.Broken(reason, message));
    }

    private static PerformanceRun held(PerformanceRun run) {
        run.getMetadata().setFinalizers(List.of(Finalizer.NAME));
        return run;
    }

    private static PerformanceRunStatus under(Phase phase) {
        return PerformanceRunStatus.empty()
                .withPhase(phase)
                .withAttempt(1)
                .withStartedAt(NOW.toString())
                .withObservedGeneration(1L);
    }

    private static PerformanceRunStatus ended(Phase phase) {
        return under(phase).withCompletedAt(NOW.toString()).withMeasuredSpec(MeasuredSpec.digest(Runs.spec("")));
    }

    private static PerformanceRun edited(String yaml, PerformanceRunStatus status) {
        var run = run(yaml, status);
        run.getMetadata().setGeneration(2L);
        return run;
    }

    private static Workload workload(Component component) {
        var kind = component == Component.REGISTRY ? Workload.Kind.DEPLOYMENT : Workload.Kind.JOB;
        return new Workload(kind, Attempt.of(run(""), 1).name(component), 1, NOW);
    }
}
