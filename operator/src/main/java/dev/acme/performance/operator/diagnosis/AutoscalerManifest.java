package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.PerformanceRunStatus.Capacity;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A HorizontalPodAutoscaler that follows from a run. It keeps what the rate of the run needs, may double that, and adds
 * replicas as soon as they use more than the share of their processors that leaves the safety factor: what they used at the
 * measured rate, or all where that is not known, divided by it.
 */
public final class AutoscalerManifest {
    /** What the manifest scales; to be renamed to the Deployment it is applied for. */
    static final String DEPLOYMENT = "registry-service";

    private static final String PREFIX = "performance.acme.dev/";
    private static final double PERCENT = 100;
    private static final int LEAST_PERCENT = 1;

    private AutoscalerManifest() {}

    /**
     * Empty where the run shows no capacity.
     *
     * @param cpuPercent what the replicas used of their processors' requests at the measured rate
     */
    public static Optional<HorizontalPodAutoscaler> of(String runId, Capacity capacity, OptionalDouble cpuPercent) {
        Integer recommended = capacity.recommendedReplicas();
        if (recommended == null) {
            return Optional.empty();
        }
        double used = Math.min(PERCENT, cpuPercent.orElse(PERCENT));
        int target = Math.max(LEAST_PERCENT, (int) Math.round(used / capacity.safetyFactor()));
        return Optional.of(new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName(DEPLOYMENT)
                .addToAnnotations(Map.of(
                        PREFIX + "run-id",
                        runId,
                        PREFIX + "capacity",
                        capacity.explanation(),
                        PREFIX + "cpu",
                        cpuPercent.isPresent()
                                ? "replicas used " + Math.round(cpuPercent.getAsDouble()) + " % at the measured rate"
                                : "the replicas' processor time was not measured: full use is assumed"))
                .endMetadata()
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", DEPLOYMENT)
                .withMinReplicas(recommended)
                .withMaxReplicas(2 * recommended)
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(target)
                .endTarget()
                .endResource()
                .endMetric()
                .endSpec()
                .build());
    }
}
