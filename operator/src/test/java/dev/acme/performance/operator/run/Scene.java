package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.NOW;

import dev.acme.performance.operator.load.LoadState;
import dev.acme.performance.operator.run.World.Workload;
import dev.acme.performance.operator.target.PopulateState;
import dev.acme.performance.operator.target.TargetState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A world in which nothing exists, to be changed by what a case is about. */
record Scene(
        Instant now,
        List<String> ahead,
        List<Workload> workloads,
        PopulateState populate,
        TargetState target,
        Optional<String> targetChange,
        LoadState load) {
    static final Scene EMPTY = new Scene(
            NOW,
            List.of(),
            List.of(),
            new PopulateState.Absent(),
            new TargetState.Absent(),
            Optional.empty(),
            new LoadState.Absent());

    Scene at(Instant instant) {
        return new Scene(instant, ahead, workloads, populate, target, targetChange, load);
    }

    Scene behind(String... names) {
        return new Scene(now, List.of(names), workloads, populate, target, targetChange, load);
    }

    Scene with(Workload... present) {
        return new Scene(now, ahead, List.of(present), populate, target, targetChange, load);
    }

    Scene with(PopulateState state) {
        return new Scene(now, ahead, workloads, state, target, targetChange, load);
    }

    Scene with(TargetState state) {
        return new Scene(now, ahead, workloads, populate, state, targetChange, load);
    }

    Scene with(LoadState state) {
        return new Scene(now, ahead, workloads, populate, target, targetChange, state);
    }

    Scene changed(String targetChange) {
        return new Scene(now, ahead, workloads, populate, target, Optional.of(targetChange), load);
    }

    World world() {
        return new World(now, ahead, workloads, populate, target, targetChange, load);
    }
}
