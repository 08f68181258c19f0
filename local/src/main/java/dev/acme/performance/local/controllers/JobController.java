package dev.acme.performance.local.controllers;

import dev.acme.performance.local.apiserver.Change;
import dev.acme.performance.local.apiserver.Cluster;
import dev.acme.performance.local.apiserver.ObjectKey;
import dev.acme.performance.local.apiserver.ResourceId;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;

/** Runs a Job's pods to their end, as often and for as long as it says. */
final class JobController implements Controller {
    private static final ResourceId JOBS = ResourceId.of(Job.class);

    private final Cluster cluster;
    private final InstantSource clock;

    JobController(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    @Override
    public Stream<ObjectKey> affectedBy(Change change) {
        return Owners.keys(change, JOBS, "Job");
    }

    @Override
    public Stream<ObjectKey> all() {
        return cluster.trees(JOBS, "").stream().map(cluster::keyOf);
    }

    @Override
    public Duration reconcile(ObjectKey key) {
        var job = cluster.find(Job.class, key.namespace(), key.name());
        if (job.isEmpty()) {
            cluster.list(Pod.class, key.namespace()).stream()
                    .filter(JobController::isOfLostJob)
                    .forEach(this::letGo);
            return UNTIL_CHANGED;
        }
        return reconcile(job.get());
    }

    private Duration reconcile(Job job) {
        var pods = cluster.list(Pod.class, job.getMetadata().getNamespace()).stream()
                .filter(pod -> Owners.isOwnedBy(pod, job))
                .toList();
        if (job.getMetadata().getDeletionTimestamp() != null) {
            pods.forEach(this::letGo);
            return UNTIL_CHANGED;
        }
        var plan = JobPlan.of(job, pods, clock.instant());
        boolean isWritten = write(job, plan.status());
        if (!isWritten) {
            return Duration.ZERO;
        }
        plan.letGo().forEach(this::letGo);
        plan.delete().forEach(cluster::delete);
        for (int i = 0; i < plan.create(); i++) {
            var pod = pod(job);
            cluster.create(
                    plan.indexes().isEmpty()
                            ? pod
                            : JobIndexes.numbered(pod, job, plan.indexes().get(i)));
        }
        return plan.again();
    }

    private boolean write(Job job, JobStatus status) {
        return status.equals(job.getStatus())
                || cluster.editStatus(
                                job,
                                present -> new JobBuilder(present)
                                        .withStatus(status)
                                        .build())
                        .isPresent();
    }

    /** Its pods are collected once nothing waits for their count any more. */
    private static boolean isOfLostJob(Pod pod) {
        return pod.getMetadata().getFinalizers().contains(JobPods.TRACKED);
    }

    private void letGo(Pod pod) {
        if (pod.getMetadata().getFinalizers().contains(JobPods.TRACKED)) {
            cluster.edit(
                    pod,
                    present -> new PodBuilder(present)
                            .editMetadata()
                            .removeFromFinalizers(JobPods.TRACKED)
                            .endMetadata()
                            .build());
        }
    }

    private static Pod pod(Job job) {
        return new PodBuilder(PodsOfTemplate.of(job, job.getSpec().getTemplate()))
                .editMetadata()
                .addToFinalizers(JobPods.TRACKED)
                .endMetadata()
                .build();
    }
}
