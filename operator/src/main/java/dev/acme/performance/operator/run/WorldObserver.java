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
        var replicas = Replicas.of(run.getSpec().compute());
        return new World(
                now,
                ahead(run),
                workloads(children),
                populate(children, now),
                TargetState.of(children.deployment(), mounts.toldBy(children.pods(Component.REGISTRY), now), replicas),
                targetChange(children, replicas),
                load(attempt, children, now));
    }

    private PopulateState populate(Offspring children, Instant now) {
        var job = children.job(Component.POPULATE);
        var pods = children.pods(Component.POPULATE);
        var state = PopulateState.of(job, mounts.toldBy(pods, now));
        return state.equals(new PopulateState.AtWork(Optional.empty()))
                ? new PopulateState.AtWork(missing.of(job, pods, now))
                : state;
    }

    /** A result that is printed is there to be read, whether its pod is known to have ended or not. */
    private LoadState load(Attempt attempt, Offspring children, Instant now) {
        var job = children.job(Component.LOAD);
        var pods = children.pods(Component.LOAD);
        var state = LoadState.of(job, pods);
        if (state instanceof LoadState.Running running && watch.hasResult(attempt, running.pod())) {
            return new LoadState.Ended(running.pod(), Optional.empty(), Optional.empty());
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

    private static Optional<String> targetChange(Offspring children, Replicas wanted) {
        return children.job(Component.LOAD)
                .flatMap(job -> TargetIdentity.on(job)
                        .map(before -> before.changes(children.deployment(), children.pods(Component.REGISTRY), wanted))
                        .orElse(Optional.of("what the load began against is not on record")));
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
