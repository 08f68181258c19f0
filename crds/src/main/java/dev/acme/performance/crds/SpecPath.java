package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.stream.Stream;

/** A field of a run's spec that an experiment may vary: what is measured, never how long it may take or what is kept. */
public enum SpecPath {
    @JsonProperty("clients")
    CLIENTS("clients"),
    @JsonProperty("model.id")
    MODEL_ID("model.id"),
    @JsonProperty("model.version")
    MODEL_VERSION("model.version"),
    @JsonProperty("model.sizeBytes")
    MODEL_SIZE_BYTES("model.sizeBytes"),
    @JsonProperty("model.registrySize")
    MODEL_REGISTRY_SIZE("model.registrySize"),
    @JsonProperty("compute.backend")
    COMPUTE_BACKEND("compute.backend"),
    @JsonProperty("compute.replicas")
    COMPUTE_REPLICAS("compute.replicas"),
    @JsonProperty("compute.cpu")
    COMPUTE_CPU("compute.cpu"),
    @JsonProperty("compute.memory")
    COMPUTE_MEMORY("compute.memory"),
    @JsonProperty("compute.autoscaling.minReplicas")
    COMPUTE_AUTOSCALING_MIN_REPLICAS("compute.autoscaling.minReplicas"),
    @JsonProperty("compute.autoscaling.maxReplicas")
    COMPUTE_AUTOSCALING_MAX_REPLICAS("compute.autoscaling.maxReplicas"),
    @JsonProperty("compute.autoscaling.targetCpuPercent")
    COMPUTE_AUTOSCALING_TARGET_CPU_PERCENT("compute.autoscaling.targetCpuPercent"),
    @JsonProperty("compute.lambda.memoryMb")
    COMPUTE_LAMBDA_MEMORY_MB("compute.lambda.memoryMb"),
    @JsonProperty("compute.lambda.maxConcurrency")
    COMPUTE_LAMBDA_MAX_CONCURRENCY("compute.lambda.maxConcurrency"),
    @JsonProperty("compute.lambda.provisionedConcurrency")
    COMPUTE_LAMBDA_PROVISIONED_CONCURRENCY("compute.lambda.provisionedConcurrency"),
    @JsonProperty("compute.lambda.idleSeconds")
    COMPUTE_LAMBDA_IDLE_SECONDS("compute.lambda.idleSeconds"),
    @JsonProperty("compute.lambda.timeoutSeconds")
    COMPUTE_LAMBDA_TIMEOUT_SECONDS("compute.lambda.timeoutSeconds"),
    @JsonProperty("compute.target")
    COMPUTE_TARGET("compute.target"),
    @JsonProperty("storage.backend")
    STORAGE_BACKEND("storage.backend"),
    @JsonProperty("storage.caching")
    STORAGE_CACHING("storage.caching"),
    @JsonProperty("storage.delivery")
    STORAGE_DELIVERY("storage.delivery"),
    @JsonProperty("storage.rdsMode")
    STORAGE_RDS_MODE("storage.rdsMode"),
    @JsonProperty("pools.threads")
    POOLS_THREADS("pools.threads"),
    @JsonProperty("pools.s3Connections")
    POOLS_S3_CONNECTIONS("pools.s3Connections"),
    @JsonProperty("pools.databaseConnections")
    POOLS_DATABASE_CONNECTIONS("pools.databaseConnections"),
    @JsonProperty("load.mode")
    LOAD_MODE("load.mode"),
    @JsonProperty("load.requestsPerClient")
    LOAD_REQUESTS_PER_CLIENT("load.requestsPerClient"),
    @JsonProperty("load.durationSeconds")
    LOAD_DURATION_SECONDS("load.durationSeconds"),
    @JsonProperty("load.ratePerSecond")
    LOAD_RATE_PER_SECOND("load.ratePerSecond"),
    @JsonProperty("load.thinkTimeMs")
    LOAD_THINK_TIME_MS("load.thinkTimeMs"),
    @JsonProperty("load.warmupSeconds")
    LOAD_WARMUP_SECONDS("load.warmupSeconds"),
    @JsonProperty("load.timeoutSeconds")
    LOAD_TIMEOUT_SECONDS("load.timeoutSeconds"),
    @JsonProperty("load.pods")
    LOAD_PODS("load.pods"),
    @JsonProperty("load.verify")
    LOAD_VERIFY("load.verify"),
    @JsonProperty("load.seed")
    LOAD_SEED("load.seed");

    private final String path;

    SpecPath(String path) {
        this.path = path;
    }

    /** The field of that name; empty where an experiment does not vary it. */
    public static Optional<SpecPath> named(String path) {
        return Stream.of(values()).filter(field -> field.path.equals(path)).findFirst();
    }

    /** Whether it is a property of the measured system, and not of what is asked of it. */
    public boolean isOfSystem() {
        return path.startsWith("compute.") || path.startsWith("storage.") || path.startsWith("pools.");
    }

    /** With a dot between the names of the fields, from {@code spec} on. */
    @Override
    public String toString() {
        return path;
    }
}
