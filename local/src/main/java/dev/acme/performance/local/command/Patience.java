package dev.acme.performance.local.command;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import java.time.Duration;

/** How long an experiment may stand still: {@code limit} for a run, after the {@code cooldown} that may come before it. */
record Patience(Duration limit, Duration cooldown) {
    /** For one change of status. */
    Duration most() {
        return limit.plus(cooldown);
    }

    /** Whether {@code now}, that long after {@code before}, is to be cancelled: not where it rests on somebody's order. */
    boolean isExhausted(PerformanceExperimentStatus before, PerformanceExperimentStatus now) {
        return !isOver(now) && !hasMoved(before, now) && now.phase() != ExperimentPhase.SUSPENDED;
    }

    /** Whether a run was begun or ended, or the phase is another: from here on the time counts anew. */
    static boolean hasMoved(PerformanceExperimentStatus before, PerformanceExperimentStatus now) {
        return now.phase() != before.phase() || now.created() != before.created() || settled(now) != settled(before);
    }

    static boolean isOver(PerformanceExperimentStatus status) {
        return status.phase() != null && status.phase().isTerminal();
    }

    private static int settled(PerformanceExperimentStatus status) {
        return status.completed() + status.failed() + status.invalid();
    }
}
