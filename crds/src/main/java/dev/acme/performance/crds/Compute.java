package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** What carries out the requests. */
@ValidationRule(
        value = "self.backend == 'ecs' || self.replicas == 1",
        message = "belongs to compute.backend ecs",
        fieldPath = ".replicas")
@ValidationRule(
        value = "self.backend == 'ecs' || !has(self.autoscaling)",
        message = "belongs to compute.backend ecs",
        fieldPath = ".autoscaling")
@ValidationRule(
        value =
                "!has(self.autoscaling) || self.replicas >= self.autoscaling.minReplicas && self.replicas <= self.autoscaling.maxReplicas",
        message = "must lie within autoscaling.minReplicas and autoscaling.maxReplicas",
        fieldPath = ".replicas")
@ValidationRule(
        value = "self.backend == 'lambda' || !has(self.lambda)",
        message = "belongs to compute.backend lambda",
        fieldPath = ".lambda")
@ValidationRule(
        value = "self.backend == 'external' || !has(self.target)",
        message = "belongs to compute.backend external",
        fieldPath = ".target")
@ValidationRule(
        value = "self.backend != 'external' || has(self.target)",
        message = "compute.backend external needs target, a name from the chart's values")
@ValidationRule(
        value = "isQuantity(string(self.cpu)) && quantity(string(self.cpu)).compareTo(quantity('100m')) >= 0"
                + " && quantity(string(self.cpu)).compareTo(quantity('64')) <= 0",
        message = "should be a quantity from 100m to 64, e.g. 500m or 2",
        fieldPath = ".cpu")
@ValidationRule(
        value = "isQuantity(string(self.memory)) && quantity(string(self.memory)).compareTo(quantity('128Mi')) >= 0"
                + " && quantity(string(self.memory)).compareTo(quantity('64Gi')) <= 0",
        message = "should be a quantity from 128Mi to 64Gi, e.g. 512Mi",
        fieldPath = ".memory")
public record Compute(
        @JsonPropertyDescription(
                "ecs: an always-warm service; lambda: one-request-at-a-time function environments; external: a target named in the chart's values")
        @Default("ecs")
        Backend backend,

        @JsonPropertyDescription("ecs: service replicas") @Default("1") @Min(1) @Max(100)
        int replicas,

        @JsonPropertyDescription("CPU limit of one replica or of the function host") @Default("1")
        Quantity cpu,

        @JsonPropertyDescription(
                "memory limit of one replica; of the function host, which has more where its environments need it")
        @Default("512Mi")
        Quantity memory,

        @JsonPropertyDescription("ecs: a HorizontalPodAutoscaler") @Nullable
        Autoscaling autoscaling,

        @JsonPropertyDescription("lambda: the function's settings, as AWS Lambda names and bounds them") @Nullable
        Lambda lambda,

        @JsonPropertyDescription("external: name of a target that the administrator declared")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(max = 63)
        @Nullable
        String target) {

    /** Where the registry service runs. */
    public enum Backend {
        @JsonProperty("ecs")
        ECS,
        @JsonProperty("lambda")
        LAMBDA,
        @JsonProperty("external")
        EXTERNAL
    }

    /** ecs: a HorizontalPodAutoscaler. */
    @ValidationRule(
            value = "self.minReplicas <= self.maxReplicas",
            message = "must not be greater than maxReplicas",
            fieldPath = ".minReplicas")
    public record Autoscaling(
            @JsonPropertyDescription("fewest replicas") @Required @Min(1) @Max(100)
            int minReplicas,

            @JsonPropertyDescription("most replicas") @Required @Min(1) @Max(100)
            int maxReplicas,

            @JsonPropertyDescription("average CPU of the requested, in percent") @Required @Min(1) @Max(100)
            int targetCpuPercent) {}

    /** lambda: the function's settings, as AWS Lambda names and bounds them. */
    @ValidationRule(
            value = "self.provisionedConcurrency <= self.maxConcurrency",
            message = "must not be greater than maxConcurrency",
            fieldPath = ".provisionedConcurrency")
    public record Lambda(
            @JsonPropertyDescription("memory of one environment; 1769 MB is one vCPU")
            @Default("1769")
            @Min(128)
            @Max(10_240)
            int memoryMb,

            @JsonPropertyDescription("environments at the same time; beyond it 429") @Default("100") @Min(1) @Max(1_000)
            int maxConcurrency,

            @JsonPropertyDescription("environments kept initialised") @Default("0") @Min(0) @Max(1_000)
            int provisionedConcurrency,

            @JsonPropertyDescription("idle time after which an environment is reclaimed")
            @Default("300")
            @Min(1)
            @Max(3_600)
            int idleSeconds,

            @JsonPropertyDescription("time limit of one invocation") @Default("300") @Min(1) @Max(900)
            int timeoutSeconds) {}
}
