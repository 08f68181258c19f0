package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One measurement of one variant, as its user declares it; defaults are filled in by the API server from the schema. */
@ValidationRule(
        value = "self.storage.backend == 's3' || self.pools.s3Connections == 150",
        message = "belongs to storage.backend s3",
        fieldPath = ".pools.s3Connections")
@ValidationRule(
        value = "self.storage.backend == 'rds' || self.pools.databaseConnections == 20",
        message = "belongs to storage.backend rds",
        fieldPath = ".pools.databaseConnections")
@ValidationRule(
        value =
                "self.compute.backend != 'external' || self.model.id == 'arnir0/Tiny-LLM' && self.model.version == 'main'"
                        + " && self.model.sizeBytes == 24834009 && self.model.registrySize == 500",
        message = PerformanceRunSpec.OF_REGISTRY,
        fieldPath = ".model")
@ValidationRule(
        value = "self.compute.backend != 'external' || self.storage.backend == 's3' && self.storage.caching == 'None'"
                + " && self.storage.delivery == 'Proxy'",
        message = PerformanceRunSpec.OF_REGISTRY,
        fieldPath = ".storage")
@ValidationRule(
        value = "self.compute.backend != 'external' || self.pools.threads == 100 && self.pools.s3Connections == 150",
        message = PerformanceRunSpec.OF_REGISTRY,
        fieldPath = ".pools")
@ValidationRule(
        value = "self.load.pods <= self.clients",
        message = "must not be greater than clients: every load generator pod needs one",
        fieldPath = ".load.pods")
@ValidationRule(
        value =
                "self.timeoutSeconds > self.load.warmupSeconds + (has(self.load.durationSeconds) ? self.load.durationSeconds : 0)",
        message = "must be greater than load.warmupSeconds + load.durationSeconds",
        fieldPath = ".timeoutSeconds")
public record PerformanceRunSpec(
        @JsonPropertyDescription("concurrent clients") @Required @Min(1) @Max(10_000)
        int clients,

        @JsonPropertyDescription("the model that is downloaded, and the registry around it") @Default("{}")
        Model model,

        @JsonPropertyDescription("what the registry service runs on") @Default("{}")
        Compute compute,

        @JsonPropertyDescription("where archives lie, and how they reach the client") @Default("{}")
        Storage storage,

        @JsonPropertyDescription("sizes of the registry service's pools") @Default("{}")
        Pools pools,

        @JsonPropertyDescription("how the clients download") @Default("{}")
        Load load,

        @JsonPropertyDescription("bounds that the result must keep") @Size(max = 16)
        List<Objective> objectives,

        @JsonPropertyDescription("time limit of the whole run") @Default("3600") @Min(30) @Max(172_800)
        int timeoutSeconds,

        @JsonPropertyDescription("do not start; what runs already is stopped and starts anew on resume")
        @Default("false")
        boolean suspend,

        @JsonPropertyDescription("end the run; what was measured before is kept") @Default("false")
        boolean cancel,

        @JsonPropertyDescription("a change starts a new attempt: the GitOps way to run again") @Size(max = 63) @Nullable
        String rerun,

        @JsonPropertyDescription("what becomes of the workloads after the end") @Default("{}")
        Cleanup cleanup) {

    static final String OF_REGISTRY = "belongs to compute.backend ecs and lambda: an external target is no registry";

    public PerformanceRunSpec {
        objectives = objectives == null ? List.of() : List.copyOf(objectives);
    }
}
