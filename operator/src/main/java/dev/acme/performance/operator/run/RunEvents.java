package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.ops.RunEvent;
import dev.acme.performance.operator.target.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The Events that tell a run's story, from what changed in its status; pure. */
final class RunEvents {
    private RunEvents() {}

    static List<RunEvent> of(PerformanceRun run, PerformanceRunStatus before, PerformanceRunStatus after) {
        var events = new ArrayList<RunEvent>();
        if (after.attempt() != before.attempt() && after.phase() == Phase.PROVISIONING) {
            events.add(event(run, after, RunEvent.Type.NORMAL, Reason.ATTEMPT_STARTED.toString()));
        }
        if (before.catalogue() == null && after.catalogue() != null) {
            events.add(event(run, after, RunEvent.Type.NORMAL, Reason.REGISTRY_FILLED.toString()));
        }
        if (before.phase() != after.phase() && after.phase() == Phase.RUNNING) {
            events.add(event(run, after, RunEvent.Type.NORMAL, Reason.LOAD_STARTED.toString()));
        }
        if (before.phase() != after.phase()
                && after.phase() != null
                && after.phase().isTerminal()) {
            var type = after.phase() == Phase.FAILED ? RunEvent.Type.WARNING : RunEvent.Type.NORMAL;
            events.add(event(run, after, type, endReason(after)));
        }
        return events;
    }

    private static RunEvent event(PerformanceRun run, PerformanceRunStatus status, RunEvent.Type type, String reason) {
        return new RunEvent(run, status.attempt(), type, reason, Objects.requireNonNullElse(status.message(), ""));
    }

    private static String endReason(PerformanceRunStatus status) {
        return status.conditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .map(condition -> condition.getReason())
                .findFirst()
                .orElse(Reason.MEASURED.toString());
    }
}
