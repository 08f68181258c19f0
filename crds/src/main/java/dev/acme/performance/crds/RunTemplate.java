package dev.acme.performance.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every run of an experiment has in common. */
@ValidationRule(
        value = "!self.spec.suspend && !self.spec.cancel && !has(self.spec.rerun)",
        message = "suspend, cancel and rerun belong to the experiment, not to its template",
        fieldPath = ".spec")
public record RunTemplate(
        @JsonPropertyDescription("what is written on every run") @Nullable
        Metadata metadata,

        @JsonPropertyDescription("the run that factors are applied to; its rules across fields are asked of every cell")
        @Required
        PerformanceRunSpec spec) {

    /** Of every run, beside the operator's own. */
    public Map<String, String> labels() {
        return metadata == null ? Map.of() : metadata.labels();
    }

    /** What is written on every run. */
    @ValidationRule(
            value = "!has(self.labels) || self.labels.all(key, key.size() <= 63 && !key.contains('acme.dev/')"
                    + " && !key.contains('kubernetes.io/'))",
            message = "labels should have keys of at most 63 characters, and none of Kubernetes or of this operator",
            fieldPath = ".labels")
    public record Metadata(
            @JsonPropertyDescription("labels of every run, beside the operator's own")
            Map<String, String> labels) {

        public Metadata {
            labels = labels == null ? Map.of() : Map.copyOf(labels);
        }
    }
}
