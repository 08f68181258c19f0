package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** A Job's pods, sorted by what they mean for it. */
record JobPods(List<Pod> all, boolean onlyEndedOnesFail) {
    /** A pod that ended stays until it is counted: this finalizer holds it. */
    static final String TRACKED = "batch.kubernetes.io/job-tracking";

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);

    List<Pod> active() {
        return all.stream().filter(PodFacts::isActive).toList();
    }

    List<Pod> terminating() {
        return all.stream()
                .filter(pod -> !PodFacts.hasEnded(pod) && PodFacts.isTerminating(pod))
                .toList();
    }

    List<Pod> ready() {
        return active().stream().filter(PodFacts::isReady).toList();
    }

    List<Pod> tracked() {
        return all.stream()
                .filter(pod -> pod.getMetadata().getFinalizers().contains(TRACKED))
                .toList();
    }

    List<Pod> newlySucceeded() {
        return tracked().stream()
                .filter(pod -> PodFacts.phase(pod).equals("Succeeded"))
                .toList();
    }

    /** A deleted pod counts as failed when it ends; or at once, as the Job's replacement policy says. */
    List<Pod> newlyFailed() {
        return tracked().stream().filter(this::hasFailed).toList();
    }

    private boolean hasFailed(Pod pod) {
        if (PodFacts.hasEnded(pod)) {
            return PodFacts.phase(pod).equals("Failed");
        }
        return PodFacts.isTerminating(pod) && (!onlyEndedOnesFail || !PodFacts.isPlaced(pod));
    }

    /** How long no pod is made after failures in a row: 10 s, 20 s, 40 s … */
    Duration backoff(Instant now) {
        var lastSuccess = all.stream()
                .filter(pod -> PodFacts.phase(pod).equals("Succeeded"))
                .map(PodFacts::endOf)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        var failures = all.stream()
                .filter(pod -> PodFacts.phase(pod).equals("Failed"))
                .map(PodFacts::endOf)
                .filter(lastSuccess::isBefore)
                .toList();
        if (failures.isEmpty()) {
            return Duration.ZERO;
        }
        var wait = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures.size() - 1, 10));
        var limited = wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF;
        var latest = failures.stream().max(Comparator.naturalOrder()).orElseThrow();
        var left = Duration.between(now, latest.plus(limited));
        return left.isNegative() ? Duration.ZERO : left;
    }
}
