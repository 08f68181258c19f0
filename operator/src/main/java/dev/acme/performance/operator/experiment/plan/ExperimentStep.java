package dev.acme.performance.operator.experiment.plan;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperimentStatus.OpenRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The one thing to do next for an experiment. */
public sealed interface ExperimentStep {
    /** Expand and check all cells, and put the plan on record, before anything is created. */
    record Begin(int attempt) implements ExperimentStep {}

    /** Put on record that a measurement begins; its run is created next. */
    record Issue(Slot slot) implements ExperimentStep {}

    /** Create a run that is on record; one that exists already is adopted. */
    record Create(OpenRun run, Slot slot) implements ExperimentStep {}

    /** Take a run that has ended off the record of those under way, and count it. */
    record Settle(OpenRun run, Slot slot, ChildOutcome outcome) implements ExperimentStep {}

    /** As {@link Settle}, with another run in its place. */
    record Replace(OpenRun run, Slot slot, ChildOutcome outcome) implements ExperimentStep {}

    /** Tune: judge the latest change, and choose the next or end. */
    record Decide() implements ExperimentStep {}

    /** Order the end of the runs under way. */
    record CancelRuns(List<OpenRun> runs) implements ExperimentStep {
        public CancelRuns {
            runs = List.copyOf(runs);
        }
    }

    /** Runs are under way. */
    record AwaitRuns() implements ExperimentStep {}

    /** Nothing may start before {@code until}. */
    record Cool(Instant until) implements ExperimentStep {}

    /** Nothing is under way, and nothing starts until {@code spec.suspend} is taken back. */
    record Suspend() implements ExperimentStep {}

    /** Go on after that. */
    record Resume() implements ExperimentStep {}

    /** Compare what was measured, report it, and end; {@code shortfall} says why it is less than was planned. */
    record Finish(ExperimentPhase phase, Optional<String> shortfall) implements ExperimentStep {}

    /** Take note of an edit that asks for nothing new. */
    record Acknowledge() implements ExperimentStep {}

    /** Nothing to do until something happens. */
    record Rest() implements ExperimentStep {}
}
