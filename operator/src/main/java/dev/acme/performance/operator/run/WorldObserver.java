package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.load.LoadState;
import dev.acme.performance.operator.load.ResultWatch;
import dev.acme.performance.operator.run.World.Workload;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import dev.acme.performance.operator.target.PopulateState;
import dev.acme.performance.operator.target.Replicas;
import dev.acme.performance.operator.target.TargetIdentity;
import dev.acme.performance.operator.target.TargetState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads everything that decides a run's next step. Nothing comes from a cache that could be behind. */
final class WorldObserver {
    private final KubernetesClient client;
    private final OffspringReader offspring;
    private final MountFailures mounts;
    private final MissingPods missing;
    private final Clock clock;
    private final TurnOrder turns;
    private final ResultWatch watch;

    WorldObserver(KubernetesClient client, Clock clock, TurnOrder turns, ResultWatch watch) {
        this.watch = watch;
        this.client = client;
        this.offspring = new OffspringReader(client);
        this.mounts = new MountFailures(client);
        this.missing = new MissingPods(client);
        this.clock = clock;
        this.turns = turns;
    }

    World observe(PerformanceRun run) {
        var attempt = Attempt.of(run, Statuses.of(run).attempt());
        var children = offspring.read(attempt);
        var now = clock.instant();
        return new World(
                now,
                ahead(run),
                workloads(children),
                populate(children, now),
                target(run, children, now),
                targetChange(run, children),
                load(attempt, children, now));
    }

    private TargetState target(PerformanceRun run, Offspring children, Instant now) {
        var compute = run.getSpec().compute();
        return switch (compute.backend()) {
            case EXTERNAL -> new TargetState.Elsewhere();
            case ECS, LAMBDA ->
                TargetState.of(
                        children.deployment(),
                        mounts.toldBy(children.pods(Component.REGISTRY), now),
                        Replicas.of(compute));
        };
    }

    private PopulateState populate(Offspring children, Instant now) {
        var job = children.job(Component.POPULATE);
        var pods = children.pods(Component.POPULATE);
        var state = PopulateState.of(job, mounts.toldBy(pods, now));
        return state.equals(new PopulateState.AtWork(Optional.empty()))
                ? new PopulateState.AtWork(missing.of(job, pods, now))
                : state;
    }

    /** Results that are printed are there to be read, whether their pods are known to have ended or not. */
    private LoadState load(Attempt attempt, Offspring children, Instant now) {
        var job = children.job(Component.LOAD);
        var pods = children.pods(Component.LOAD);
        var state = LoadState.of(job, pods);
        if (state instanceof LoadState.Running running
                && running.pods().stream().allMatch(pod -> watch.hasResult(attempt, pod))) {
            var printed = running.pods().stream().map(pod -> new LoadState.Left(pod, Optional.empty()));
            return new LoadState.Ended(
                    Stream.concat(printed, running.done().stream()).toList(), Optional.empty());
        }
        return state.equals(new LoadState.Starting(Optional.empty()))
                ? new LoadState.Starting(missing.of(job, pods, now))
                : state;
    }

    /** The world of a run that has ended, from what informers hold: enough to see that nothing is to be done. */
    World settled(PerformanceRun run, List<Job> jobs, List<Deployment> deployments) {
        var attempt = Attempt.of(run, Statuses.of(run).attempt());
        return new World(
                clock.instant(),
                List.of(),
                workloads(new Offspring(attempt, jobs, deployments, List.of(), List.of())),
                new PopulateState.Absent(),
                new TargetState.Absent(),
                Optional.empty(),
                new LoadState.Absent());
    }

    /** Of what is not ours nobody can tell. */
    private static Optional<String> targetChange(PerformanceRun run, Offspring children) {
        var wanted = Replicas.of(run.getSpec().compute());
        return switch (run.getSpec().compute().backend()) {
            case EXTERNAL -> Optional.empty();
            case ECS, LAMBDA ->
                children.job(Component.LOAD)
                        .flatMap(job -> TargetIdentity.on(job)
                                .map(before -> before.changes(
                                        children.deployment(), children.pods(Component.REGISTRY), wanted))
                                .orElse(Optional.of("what the load began against is not on record")));
        };
    }

    private List<String> ahead(PerformanceRun run) {
        if (Statuses.phase(Statuses.of(run)).isUnderWay()) {
            return List.of();
        }
        return turns.ahead(
                run,
                client.resources(PerformanceRun.class)
                        .inNamespace(run.getMetadata().getNamespace())
                        .list()
                        .getItems());
    }

    static List<Workload> workloads(Offspring children) {
        var workloads = new ArrayList<Workload>();
        children.jobs().forEach(job -> workloads.add(workload(Workload.Kind.JOB, job)));
        children.deployments().forEach(deployment -> workloads.add(workload(Workload.Kind.DEPLOYMENT, deployment)));
        return workloads;
    }

    private static Workload workload(Workload.Kind kind, HasMetadata object) {
        var meta = object.getMetadata();
        return new Workload(kind, meta.getName(), Attempt.numberOf(object), Instant.parse(meta.getCreationTimestamp()));
    }
}
