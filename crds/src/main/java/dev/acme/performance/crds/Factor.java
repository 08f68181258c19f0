package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;

/** Something that is varied: one field of the runs' spec, and the values that it takes. */
public record Factor(
        @JsonPropertyDescription("name of the factor, unique within the experiment")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(max = 30)
        String name,

        @JsonPropertyDescription("field of the run's spec that is varied") @Required
        SpecPath path,

        @JsonPropertyDescription("what it takes, as it would stand in the run's spec")
        @Required
        @Size(min = 1, max = 16)
        List<IntOrString> values) {

    public Factor {
        values = values == null ? List.of() : List.copyOf(values);
    }
}
