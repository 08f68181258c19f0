package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is to be done for a Job now.
 *
 * @param status to be written first: it holds the count of the pods that are let go
 * @param letGo pods whose end is counted
 * @param delete pods that are not wanted any more
 * @param create how many pods to make
 * @param indexes the numbers of those pods, where they have some
 * @param again when time itself changes something
 */
record JobPlan(JobStatus status, List<Pod> letGo, List<Pod> delete, int create, List<Integer> indexes, Duration again) {
    JobPlan {
        letGo = List.copyOf(letGo);
        delete = List.copyOf(delete);
        indexes = List.copyOf(indexes);
    }

    static JobPlan of(Job job, List<Pod> pods, Instant now) {
        return new JobPlanner(job, pods, now).plan();
    }
}
