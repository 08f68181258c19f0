package dev.acme.performance.operator.target;

import dev.acme.performance.crds.Compute;

/** How many replicas a run asks for: {@code first} to begin with, and what an autoscaler may make of them. */
public record Replicas(int first, int least, int most) {
    public static Replicas of(Compute compute) {
        var autoscaling = compute.autoscaling();
        return autoscaling == null
                ? new Replicas(compute.replicas(), compute.replicas(), compute.replicas())
                : new Replicas(compute.replicas(), autoscaling.minReplicas(), autoscaling.maxReplicas());
    }

    boolean isFixed() {
        return least == most;
    }

    boolean allows(int replicas) {
        return replicas >= least && replicas <= most;
    }

    /** How many of {@code current} replicas have to answer: those that an autoscaler adds may come later. */
    int needed(int current) {
        return isFixed() ? first : Math.min(first, current);
    }

    @Override
    public String toString() {
        return isFixed() ? Integer.toString(first) : least + " to " + most;
    }
}
