package dev.acme.performance.operator.experiment;

import dev.acme.performance.crds.PerformanceExperiment;
import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.experiment.plan.ExperimentAttempt;
import dev.acme.performance.operator.experiment.plan.ExperimentPlanner;
import dev.acme.performance.operator.experiment.plan.ExperimentStep;
import dev.acme.performance.operator.experiment.plan.ExperimentWorld;
import dev.acme.performance.operator.ops.EventRecorder;
import dev.acme.performance.operator.ops.OperatorMetrics;
import dev.acme.performance.operator.run.Duty;
import dev.acme.performance.operator.run.Objection;
import dev.acme.performance.operator.run.Resync;
import dev.acme.performance.operator.run.RunSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an experiment and its runs under way, plans one step, executes it, and says when to look again.
 *
 * <p>Implementation notes: what an event costs does not grow with the runs that have ended ([ADR 0019]): only runs that
 * status has on record as being under way are read, at most {@code spec.parallelism}; a run that ends changes the summary of
 * its own cell, whose runs an index of the informer knows. All runs of an attempt are listed once, at its end.
 */
public final class PerformanceExperimentReconciler implements Reconciler<PerformanceExperiment> {
    /** How long an experiment is left alone at most. */
    public static final Duration RESYNC = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(PerformanceExperimentReconciler.class);
    private static final Duration AT_ONCE = Duration.ofMillis(10);
    private static final Duration WHILE_RUNNING = Duration.ofSeconds(15);
    private static final String BY_CELL = "cell";

    private final ExperimentExecutor executor;
    private final Resync<PerformanceExperiment> resync;
    private final EventRecorder events;
    private final OperatorMetrics metrics;
    private final Clock clock;
    private volatile Optional<InformerEventSource<PerformanceRun, PerformanceExperiment>> runs = Optional.empty();

    /** @param settings what an administrator sets for every run */
    public PerformanceExperimentReconciler(
            KubernetesClient client, RunSettings settings, Duty duty, OperatorMetrics metrics, Clock clock) {
        this.executor = new ExperimentExecutor(
                new KubernetesApi(client, this::ofCell),
                new Objection(settings),
                new StatisticsAnalyst(settings.prices()));
        this.resync = new Resync<>(client, PerformanceExperiment.class, duty);
        this.events = new EventRecorder(client, clock);
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whether every experiment is looked at as often as it should be. */
    public boolean isWell() {
        return resync.isWell();
    }

    @Override
    public UpdateControl<PerformanceExperiment> reconcile(
            PerformanceExperiment cached, Context<PerformanceExperiment> context) {
        return resync.visited(cached, () -> look(cached, context));
    }

    private UpdateControl<PerformanceExperiment> look(
            PerformanceExperiment cached, Context<PerformanceExperiment> context) {
        if (!context.isPrimaryResourceDeleted() && isSettled(cached)) {
            return UpdateControl.noUpdate();
        }
        var experiment = context.getClient().resource(cached).get();
        if (experiment != null && context.isPrimaryResourceDeleted()) {
            resync.wakeSoon(experiment);
            return UpdateControl.noUpdate();
        }
        if (experiment == null || experiment.getSpec() == null || experiment.isMarkedForDeletion()) {
            return UpdateControl.noUpdate();
        }
        var now = clock.instant();
        var advance = executor.advance(experiment, now);
        report(advance, experiment);
        return again(advance.step(), now);
    }

    @Override
    public List<EventSource<?, PerformanceExperiment>> prepareEventSources(
            EventSourceContext<PerformanceExperiment> context) {
        var source = new InformerEventSource<PerformanceRun, PerformanceExperiment>(
                InformerEventSourceConfiguration.from(PerformanceRun.class, PerformanceExperiment.class)
                        .withName("runs-of-experiments")
                        .withLabelSelector(ExperimentAttempt.EXPERIMENT)
                        .withSecondaryToPrimaryMapper(PerformanceExperimentReconciler::experimentOf)
                        .withOnUpdateFilter((now, before) -> !Objects.equals(phase(now), phase(before)))
                        .build(),
                context);
        source.addIndexers(
                Map.of(BY_CELL, run -> ExperimentAttempt.cellKeyOf(run).stream().toList()));
        runs = Optional.of(source);
        resync.over(() -> context.getPrimaryCache().list(experiment -> true).toList());
        return List.of(source, resync);
    }

    /** An ended experiment asks for nothing: the informer knows enough to leave the API server alone. */
    private boolean isSettled(PerformanceExperiment cached) {
        var phase = ExperimentPlanner.statusOf(cached).phase();
        return cached.getSpec() != null
                && phase != null
                && phase.isTerminal()
                && ExperimentPlanner.next(cached, new ExperimentWorld(clock.instant(), Map.of()))
                        instanceof ExperimentStep.Rest;
    }

    private List<PerformanceRun> ofCell(String cellKey) {
        return runs.map(source -> source.byIndex(BY_CELL, cellKey)).orElse(List.of());
    }

    private void report(ExperimentExecutor.Advance advance, PerformanceExperiment experiment) {
        var before = advance.before();
        var after = advance.after();
        metrics.step("Experiment" + advance.step().getClass().getSimpleName());
        ExperimentEvents.of(experiment, before, after).ifPresent(events::record);
        if (before.phase() == after.phase()) {
            return;
        }
        var meta = experiment.getMetadata();
        String message = Objects.requireNonNullElse(after.message(), "");
        LOG.info(
                "phase experiment={}/{} attempt={} from={} to={} message=\"{}\"",
                meta.getNamespace(),
                meta.getName(),
                after.attempt(),
                before.phase(),
                after.phase(),
                message);
    }

    private static UpdateControl<PerformanceExperiment> again(ExperimentStep step, Instant now) {
        UpdateControl<PerformanceExperiment> control = UpdateControl.noUpdate();
        return switch (step) {
            case ExperimentStep.Begin _,
                    ExperimentStep.Issue _,
                    ExperimentStep.Create _,
                    ExperimentStep.Settle _,
                    ExperimentStep.Replace _,
                    ExperimentStep.Decide _,
                    ExperimentStep.Resume _ -> control.rescheduleAfter(AT_ONCE);
            // a run that ends wakes its experiment; this is for news that are lost
            case ExperimentStep.AwaitRuns _, ExperimentStep.CancelRuns _ -> control.rescheduleAfter(WHILE_RUNNING);
            case ExperimentStep.Cool cool -> {
                var pause = Duration.between(now, cool.until()).plus(AT_ONCE);
                yield control.rescheduleAfter(pause.compareTo(RESYNC) < 0 ? pause : RESYNC);
            }
            case ExperimentStep.Suspend _,
                    ExperimentStep.Finish _,
                    ExperimentStep.Acknowledge _,
                    ExperimentStep.Rest _ -> control;
        };
    }

    private static String phase(PerformanceRun run) {
        return run.getStatus() == null ? "" : String.valueOf(run.getStatus().phase());
    }

    private static Set<ResourceID> experimentOf(PerformanceRun run) {
        return Optional.ofNullable(run.getMetadata().getLabels())
                .map(labels -> labels.get(ExperimentAttempt.EXPERIMENT))
                .map(name -> Set.of(new ResourceID(name, run.getMetadata().getNamespace())))
                .orElse(Set.of());
    }
}
