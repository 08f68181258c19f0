package dev.acme.performance.operator.run;

import dev.acme.performance.crds.Objective;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.ObjectiveResult;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.ops.RunEvent;
import dev.acme.performance.operator.target.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The Events that tell a run's story, from what changed in its status; pure. A run that goes well and is valid has four; what
 * stands in its way, and what is to be thought of its numbers, come on top: each is a write.
 */
final class RunEvents {
    /** What an attempt says of itself while nothing stands in its way. */
    private static final Set<String> ORDINARY = Set.of(
            Reason.QUEUED.toString(),
            Reason.SUSPENDED.toString(),
            Reason.CANCELLED.toString(),
            Reason.FILLING_REGISTRY.toString(),
            Reason.PROVISIONING_TARGET.toString(),
            Reason.LOAD_STARTED.toString(),
            Reason.COLLECTING.toString());

    private final PerformanceRun run;
    private final PerformanceRunStatus before;
    private final PerformanceRunStatus after;
    private final List<RunEvent> events = new ArrayList<>();

    private RunEvents(PerformanceRun run, PerformanceRunStatus before, PerformanceRunStatus after) {
        this.run = run;
        this.before = before;
        this.after = after;
    }

    /** In the order of an attempt's story: kubectl shows Events of one second by name, and this is part of theirs. */
    private enum Place {
        REST(0),
        TURN(1),
        ATTEMPT(2),
        TROUBLE(3),
        REGISTRY(4),
        LOAD(5),
        END(6),
        VALIDITY(7),
        OBJECTIVES(8);

        private final int number;

        Place(int number) {
            this.number = number;
        }
    }

    static List<RunEvent> of(PerformanceRun run, PerformanceRunStatus before, PerformanceRunStatus after) {
        var story = new RunEvents(run, before, after);
        story.rest();
        story.attempt();
        story.end();
        return List.copyOf(story.events);
    }

    private void rest() {
        if (isNew(Reason.QUEUED) && after.message() != null && !after.message().equals(StatusProjection.TURN)) {
            tell(Place.TURN, RunEvent.Type.NORMAL, Reason.QUEUED.toString(), message());
        }
        if (isNew(Reason.SUSPENDED)) {
            tell(Place.REST, RunEvent.Type.NORMAL, Reason.SUSPENDED.toString(), message());
        }
    }

    private void attempt() {
        if (after.attempt() != before.attempt() && after.phase() == Phase.PROVISIONING) {
            tell(Place.ATTEMPT, RunEvent.Type.NORMAL, Reason.ATTEMPT_STARTED.toString(), message());
        }
        if (before.catalogue() == null && after.catalogue() != null) {
            tell(Place.REGISTRY, RunEvent.Type.NORMAL, Reason.REGISTRY_FILLED.toString(), message());
        }
        if (before.phase() != after.phase() && after.phase() == Phase.RUNNING) {
            tell(Place.LOAD, RunEvent.Type.NORMAL, Reason.LOAD_STARTED.toString(), message());
        }
        ready(after)
                .filter(reason -> Statuses.phase(after).isUnderWay() && !ORDINARY.contains(reason))
                .filter(reason -> !ready(before).equals(Optional.of(reason)))
                .ifPresent(reason -> tell(Place.TROUBLE, RunEvent.Type.WARNING, reason, message()));
    }

    private void end() {
        if (before.phase() == after.phase() || !Statuses.phase(after).isTerminal()) {
            return;
        }
        var type = after.phase() == Phase.FAILED ? RunEvent.Type.WARNING : RunEvent.Type.NORMAL;
        tell(Place.END, type, ready(after).orElse(Reason.MEASURED.toString()), message());
        if (after.results() == null) {
            return;
        }
        Optional.ofNullable(after.validity()).ifPresent(this::validity);
        if (!missed().isEmpty()) {
            tell(Place.OBJECTIVES, RunEvent.Type.WARNING, Reason.OBJECTIVES_MISSED.toString(), missed());
        }
    }

    private void validity(Validity validity) {
        String why = String.join("; ", after.validityReasons());
        switch (validity) {
            case SUSPECT -> tell(Place.VALIDITY, RunEvent.Type.NORMAL, Reason.SUSPECT.toString(), why);
            case INVALID -> tell(Place.VALIDITY, RunEvent.Type.WARNING, Reason.VOID.toString(), why);
            case VALID -> {}
        }
    }

    /** Empty where every objective is met. */
    private String missed() {
        return after.objectives().stream()
                .filter(objective -> !objective.met())
                .map(this::missed)
                .collect(Collectors.joining("; "));
    }

    private String missed(ObjectiveResult result) {
        var bound = run.getSpec().objectives().stream()
                .filter(objective -> objective.name().equals(result.name()))
                .findFirst()
                .map(RunEvents::bound)
                .orElse("");
        return result.name() + ": " + (result.observed() == null ? "nothing was observed" : result.observed()) + bound;
    }

    private static String bound(Objective objective) {
        String most = objective.max() == null ? "at least " + objective.min() : "at most " + objective.max();
        return ", " + most + " was asked for";
    }

    private boolean isNew(Reason reason) {
        var word = Optional.of(reason.toString());
        return ready(after).equals(word)
                && (!ready(before).equals(word) || StatusProjection.TURN.equals(before.message()));
    }

    private static Optional<String> ready(PerformanceRunStatus status) {
        return status.conditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .map(condition -> condition.getReason())
                .findFirst();
    }

    private String message() {
        return Objects.requireNonNullElse(after.message(), "");
    }

    private void tell(Place place, RunEvent.Type type, String reason, String message) {
        events.add(new RunEvent(run, after.attempt(), place.number, type, reason, message));
    }
}
