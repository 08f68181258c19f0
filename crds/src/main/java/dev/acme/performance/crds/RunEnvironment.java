package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the run took place; results are comparable only between equal fingerprints. */
@RecordBuilder
public record RunEnvironment(
        @JsonPropertyDescription("real, or simulated with what is and is not modelled in notes")
        String fidelity,

        @JsonPropertyDescription("what the numbers do not stand for") @Size(max = MOST_NOTES)
        List<String> notes,

        @JsonPropertyDescription("version of the API server") @Nullable
        String kubernetesVersion,

        @Nullable String operatorVersion,

        @JsonPropertyDescription("names of the nodes, in one string") @Nullable
        String node,

        @JsonPropertyDescription(
                "kinds of the nodes under the load and under the service, whatever their names, and whether the two share one")
        @Nullable
        String placement,

        @Nullable String kernel,
        @Nullable String architecture,

        @JsonPropertyDescription("capacities of the nodes, where the operator may read them") @Nullable
        String cpus,

        @JsonPropertyDescription("capacities of the nodes, where the operator may read them") @Nullable
        String memory,

        @JsonPropertyDescription("as it was really run: by digest where the node tells it") @Nullable
        String registryImage,

        @JsonPropertyDescription("as it was really run: by digest where the node tells it") @Nullable
        String loadImage,

        @JsonPropertyDescription("as the load generator's machine tells it") @Nullable
        String cpuModel,

        @JsonPropertyDescription("how the frequencies of the processors are chosen, where the machine tells") @Nullable
        String governor,

        @JsonPropertyDescription("control group of the load generator and what it may use, where there is one")
        @Nullable
        String cgroup,

        @JsonPropertyDescription("the load generator's Java, as it tells itself") @Nullable
        String loadJava,

        @JsonPropertyDescription("options of the load generator's JVM") @Nullable
        String loadJavaOptions,

        @JsonPropertyDescription("limits of a load generator's pod") @Nullable
        String loadLimits,

        @JsonPropertyDescription("limits of a pod of the service") @Nullable
        String registryLimits,

        @JsonPropertyDescription("what the service's cache held when the load began, and by what means") @Nullable
        String cache,

        @JsonPropertyDescription("other pods on these nodes when the load ended, as far as the operator may see them")
        @Nullable
        Integer neighbours,

        @JsonPropertyDescription("digest of what a comparison must have in common: see docs/measurement.md, H-10")
        String fingerprint)
        implements RunEnvironmentBuilder.With {

    public static final int MOST_NOTES = 8;

    public RunEnvironment {
        notes = notes == null ? List.of() : List.copyOf(notes);
    }
}
