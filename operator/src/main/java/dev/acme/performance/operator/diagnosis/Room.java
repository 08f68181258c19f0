package dev.acme.performance.operator.diagnosis;

/**
 * Processors that a replica could have on its node: those that it uses, and those that nobody does.
 *
 * <p>The node's count of processors is its counted time by the time between the scrapes. A load generator's pod asks for a part
 * of one, so replicas that ask for all of them have no place beside it.
 */
final class Room {
    /** What a pod of the load generator asks for. */
    private static final double BESIDE = 0.25;

    private static final double STEPS = 10;

    private Room() {}

    /** In tenths, rounded down; infinite where the node tells nothing. */
    static double ofReplica(Situation situation) {
        var counted = situation.counted();
        double idle = counted.increase(Sample.NODE_CPU, "idle");
        double all = idle + counted.increase(Sample.NODE_CPU, "busy");
        if (all <= 0 || counted.replicaSeconds() <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double used = situation.processorsUsed() / situation.replicas();
        // those that share a node get the raise at once
        double unused = idle / counted.replicaSeconds() / counted.together();
        double most = (all / counted.replicaSeconds() - BESIDE) / counted.together();
        return Math.floor(Math.min(used + unused, most) * STEPS) / STEPS;
    }
}
