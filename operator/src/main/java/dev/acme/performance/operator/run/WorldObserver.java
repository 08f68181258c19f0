package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.operator.load.LoadState;
import dev.acme.performance.operator.run.World.Workload;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import dev.acme.performance.operator.target.PopulateState;
import dev.acme.performance.operator.target.TargetState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
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
    private final Clock clock;
    private final TurnOrder turns;

    WorldObserver(KubernetesClient client, Clock clock, TurnOrder turns) {
        this.client = client;
        this.clock = clock;
        this.turns = turns;
    }

    World observe(PerformanceRun run) {
        var attempt = Attempt.of(run, Statuses.of(run).attempt());
        var jobs = owned(attempt, jobs(attempt));
        var deployments = owned(attempt, deployments(attempt));
        var pods = pods(attempt);
        return new World(
                clock.instant(),
                ahead(run),
                workloads(jobs, deployments),
                PopulateState.of(named(jobs, attempt, Component.POPULATE), of(pods, Component.POPULATE)),
                TargetState.of(named(deployments, attempt, Component.REGISTRY), of(pods, Component.REGISTRY)),
                LoadState.of(named(jobs, attempt, Component.LOAD), of(pods, Component.LOAD)));
    }

    /** The world of a run that has ended, from what informers hold: enough to see that nothing is to be done. */
    World settled(List<Job> jobs, List<Deployment> deployments) {
        return new World(
                clock.instant(),
                List.of(),
                workloads(jobs, deployments),
                new PopulateState.Absent(),
                new TargetState.Absent(),
                new LoadState.Absent());
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

    private List<Job> jobs(Attempt attempt) {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(attempt.namespace())
                .withLabels(attempt.runSelector())
                .list()
                .getItems();
    }

    private List<Deployment> deployments(Attempt attempt) {
        return client.apps()
                .deployments()
                .inNamespace(attempt.namespace())
                .withLabels(attempt.runSelector())
                .list()
                .getItems();
    }

    private List<Pod> pods(Attempt attempt) {
        return client.pods()
                .inNamespace(attempt.namespace())
                .withLabels(attempt.selector())
                .list()
                .getItems();
    }

    private static List<Workload> workloads(List<Job> jobs, List<Deployment> deployments) {
        var workloads = new ArrayList<Workload>();
        jobs.forEach(job -> workloads.add(workload(Workload.Kind.JOB, job)));
        deployments.forEach(deployment -> workloads.add(workload(Workload.Kind.DEPLOYMENT, deployment)));
        return workloads;
    }

    private static Workload workload(Workload.Kind kind, HasMetadata object) {
        var meta = object.getMetadata();
        return new Workload(kind, meta.getName(), Attempt.numberOf(object), Instant.parse(meta.getCreationTimestamp()));
    }

    private static <T extends HasMetadata> List<T> owned(Attempt attempt, List<T> objects) {
        return objects.stream()
                .filter(object -> attempt.owns(object) && !object.isMarkedForDeletion())
                .toList();
    }

    private static <T extends HasMetadata> Optional<T> named(List<T> objects, Attempt attempt, Component component) {
        return objects.stream()
                .filter(object -> object.getMetadata().getName().equals(attempt.name(component)))
                .findFirst();
    }

    private static List<Pod> of(List<Pod> pods, Component component) {
        return pods.stream().filter(pod -> Attempt.isOf(pod, component)).toList();
    }
}
