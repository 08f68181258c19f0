package dev.acme.performance.operator.cost;

import java.util.List;

/**
 * The smallest task that holds what a replica is allowed: Fargate sells few sizes (AWS, Amazon ECS task definition parameters:
 * task size).
 *
 * @param isSold whether there is such a size: the largest has 16 vCPU and 120 GB
 */
record FargateSize(double vcpu, double gb, boolean isSold) {
    private record Step(double vcpu, double leastGb, double mostGb, double byGb) {}

    private static final List<Step> STEPS = List.of(
            new Step(0.25, 0.5, 1, 0.5),
            new Step(0.25, 2, 2, 1),
            new Step(0.5, 1, 4, 1),
            new Step(1, 2, 8, 1),
            new Step(2, 4, 16, 1),
            new Step(4, 8, 30, 1),
            new Step(8, 16, 60, 4),
            new Step(16, 32, 120, 8));

    static FargateSize holding(double vcpu, double gb) {
        return STEPS.stream()
                .filter(step -> step.vcpu() >= vcpu && step.mostGb() >= gb)
                .findFirst()
                .map(step -> new FargateSize(
                        step.vcpu(),
                        step.leastGb() + step.byGb() * Math.ceil(Math.max(0, gb - step.leastGb()) / step.byGb()),
                        true))
                .orElseGet(() -> new FargateSize(vcpu, gb, false));
    }
}
