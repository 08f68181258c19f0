package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.operator.load.ResultWatch;
import dev.acme.performance.operator.ops.EventRecorder;
import dev.acme.performance.operator.ops.OperatorMetrics;
import dev.acme.performance.operator.ops.RunEvent;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Observes, plans one step, executes it, and says when to look again. */
public final class PerformanceRunReconciler implements Reconciler<PerformanceRun> {
    private static final Logger LOG = LoggerFactory.getLogger(PerformanceRunReconciler.class);
    /** How long a run is left alone at most. */
    public static final Duration RESYNC = Duration.ofMinutes(1);

    private static final Duration AT_ONCE = Duration.ofMillis(10);
    private static final Duration WHILE_ANOTHER_STARTS = Duration.ofSeconds(1);
    private static final Duration WHILE_LOADING = Duration.ofSeconds(2);
    private static final Duration WHILE_QUEUED = Duration.ofSeconds(5);
    private static final Duration WHILE_LEAVING = Duration.ofSeconds(30);
    private static final Duration WHILE_WAITING = Duration.ofSeconds(5);

    private final WorldObserver observer;
    private final RunPlanner planner;
    private final StepExecutor executor;
    private final Farewell farewell;
    private final Resync<PerformanceRun> resync;
    private final EarlierRuns earlier = new EarlierRuns();
    private final EventRecorder events;
    private final OperatorMetrics metrics;
    private final Fidelity fidelity;
    private final SimpleInboundEventSource<PerformanceRun> inbox = new SimpleInboundEventSource<>();
    /** Namespaces in which a run is just being started. */
    private final Set<String> starting = ConcurrentHashMap.newKeySet();

    /** @param settings what an administrator sets for every run */
    public PerformanceRunReconciler(
            KubernetesClient client, RunSettings settings, Duty duty, OperatorMetrics metrics, Clock clock) {
        var watch = new ResultWatch(
                client, attempt -> inbox.propagateEvent(new ResourceID(attempt.run(), attempt.namespace())));
        observer = new WorldObserver(client, clock, new TurnOrder(settings.runsPerNamespace()), watch);
        planner = new RunPlanner(settings);
        executor = new StepExecutor(
                client,
                watch,
                new StepExecutor.Sight(
                        new Surroundings(client, settings.images(), settings.fidelity()),
                        new Observation(client, clock, settings.images().registryPort()),
                        earlier),
                new StepExecutor.Variant(
                        settings.images(), settings.backends(), settings.deadlines(), settings.prices()));
        events = new EventRecorder(client, clock);
        farewell = new Farewell(client, events, clock);
        resync = new Resync<>(client, PerformanceRun.class, duty);
        this.metrics = metrics;
        fidelity = settings.fidelity();
    }

    /** Whether every run is looked at as often as it should be. */
    public boolean isWell() {
        return resync.isWell();
    }

    @Override
    public UpdateControl<PerformanceRun> reconcile(PerformanceRun cached, Context<PerformanceRun> context) {
        return resync.visited(cached, () -> look(cached, context));
    }

    private UpdateControl<PerformanceRun> look(PerformanceRun cached, Context<PerformanceRun> context) {
        if (isSettled(cached, context)) {
            return UpdateControl.noUpdate();
        }
        var run = context.getClient().resource(cached).get();
        if (run == null) {
            return UpdateControl.noUpdate();
        }
        if (context.isPrimaryResourceDeleted()) {
            resync.wakeSoon(run);
            return UpdateControl.noUpdate();
        }
        if (run.isMarkedForDeletion()) {
            executor.forget(run);
            UpdateControl<PerformanceRun> control = UpdateControl.noUpdate();
            return farewell.of(run).map(control::rescheduleAfter).orElse(control);
        }
        return LenientRuns.isUnreadable(run) ? refuse(run, context) : proceed(run);
    }

    private UpdateControl<PerformanceRun> proceed(PerformanceRun run) {
        var world = observer.observe(run);
        var step = planner.next(run, world);
        return step instanceof Step.StartAttempt ? startAlone(run) : act(step, run, world);
    }

    /** Whatever such a run says, this version would carry out something else. */
    private UpdateControl<PerformanceRun> refuse(PerformanceRun run, Context<PerformanceRun> context) {
        LenientRuns.problem(context.getClient(), run).ifPresent(problem -> {
            String message = "this version of the operator cannot read the run and leaves it alone: " + problem;
            LOG.warn("run={} {}", Resync.key(run), message);
            events.record(new RunEvent(run, 0, RunEvent.Type.WARNING, Reason.UNREADABLE.toString(), message));
        });
        return UpdateControl.noUpdate();
    }

    /** Two runs that both see nobody ahead would both start: in a namespace one looks and starts at a time. */
    private UpdateControl<PerformanceRun> startAlone(PerformanceRun run) {
        String namespace = run.getMetadata().getNamespace();
        if (!starting.add(namespace)) {
            return UpdateControl.<PerformanceRun>noUpdate().rescheduleAfter(WHILE_ANOTHER_STARTS);
        }
        try {
            var world = observer.observe(run);
            return act(planner.next(run, world), run, world);
        } finally {
            starting.remove(namespace);
        }
    }

    private UpdateControl<PerformanceRun> act(Step step, PerformanceRun run, World world) {
        var before = Statuses.of(run);
        var after = executor.execute(step, run, world);
        report(step, run, before, after);
        return again(step, world.now());
    }

    @Override
    public List<EventSource<?, PerformanceRun>> prepareEventSources(EventSourceContext<PerformanceRun> context) {
        resync.over(() -> context.getPrimaryCache().list(run -> true).toList());
        earlier.over(context.getPrimaryCache());
        metrics.over(
                () -> context.getPrimaryCache().list(run -> true).toList(),
                run -> fidelity.of(run.getSpec()).label());
        return List.of(
                watch(Job.class, context), watch(Deployment.class, context), watch(Pod.class, context), resync, inbox);
    }

    /** An ended run without workloads asks for nothing: informers know enough to leave the API server alone. */
    private boolean isSettled(PerformanceRun cached, Context<PerformanceRun> context) {
        if (cached.isMarkedForDeletion()) {
            return !Finalizer.isOn(cached);
        }
        if (!Statuses.phase(Statuses.of(cached)).isTerminal() || context.isPrimaryResourceDeleted()) {
            return false;
        }
        var world = observer.settled(
                cached,
                List.copyOf(context.getSecondaryResources(Job.class)),
                List.copyOf(context.getSecondaryResources(Deployment.class)));
        return planner.next(cached, world) instanceof Step.Rest rest
                && rest.until().isEmpty();
    }

    private void report(Step step, PerformanceRun run, PerformanceRunStatus before, PerformanceRunStatus after) {
        metrics.step(step.getClass().getSimpleName());
        if (before.phase() != after.phase()) {
            LOG.info(
                    "phase run={}/{} attempt={} from={} to={} message=\"{}\"",
                    run.getMetadata().getNamespace(),
                    run.getMetadata().getName(),
                    after.attempt(),
                    before.phase(),
                    after.phase(),
                    after.message());
        }
        RunEvents.of(run, before, after).forEach(events::record);
        if (Statuses.phase(after).isTerminal() && !Statuses.phase(before).isTerminal()) {
            metrics.ended(after);
        }
    }

    private static UpdateControl<PerformanceRun> again(Step step, Instant now) {
        UpdateControl<PerformanceRun> control = UpdateControl.noUpdate();
        return switch (step) {
            case Step.Queue queue -> control.rescheduleAfter(queue.ahead().isEmpty() ? AT_ONCE : WHILE_QUEUED);
            // a log that cannot be read is read again; a result that was published wakes the reconciler by itself
            case Step.AwaitLoad _, Step.Collect _ -> control.rescheduleAfter(WHILE_LOADING);
            case Step.AwaitPopulate _, Step.AwaitTarget _ -> control.rescheduleAfter(WHILE_WAITING);
            case Step.Rest rest ->
                rest.until()
                        .map(until -> Duration.between(now, until).plus(AT_ONCE))
                        .map(pause -> control.rescheduleAfter(pause.compareTo(RESYNC) < 0 ? pause : RESYNC))
                        .orElse(control);
            // pods may still be on their way out: the last one's end wakes the run, unless the news of it is lost
            case Step.LetGo _ -> control.rescheduleAfter(WHILE_LEAVING);
            case Step.StartAttempt _,
                    Step.StartExternalLoad _,
                    Step.Populate _,
                    Step.Provision _,
                    Step.RecordCatalogue _,
                    Step.StartLoad _,
                    Step.StopLoad _,
                    Step.End _,
                    Step.Suspend _,
                    Step.Release _,
                    Step.Acknowledge _ -> control.rescheduleAfter(AT_ONCE);
        };
    }

    private static <T extends HasMetadata> EventSource<?, PerformanceRun> watch(
            Class<T> type, EventSourceContext<PerformanceRun> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, PerformanceRun.class)
                        .withLabelSelector(Attempt.MANAGED_BY + "=" + Attempt.OPERATOR)
                        .withSecondaryToPrimaryMapper(PerformanceRunReconciler::runOf)
                        .build(),
                context);
    }

    private static Set<ResourceID> runOf(HasMetadata child) {
        String run = child.getMetadata().getLabels().get(Attempt.RUN);
        return run == null
                ? Set.of()
                : Set.of(new ResourceID(run, child.getMetadata().getNamespace()));
    }
}
