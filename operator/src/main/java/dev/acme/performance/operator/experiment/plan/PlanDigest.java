package dev.acme.performance.operator.experiment.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.PerformanceExperimentSpec;
import dev.acme.performance.operator.target.Digest;
import java.util.LinkedHashMap;

/** What is compared with what, and by which rule, as a digest: fixed before the first run, so that nobody picks afterwards. */
final class PlanDigest {
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();
    private static final int DIGITS = 16;

    private PlanDigest() {}

    static String of(PerformanceExperimentSpec spec) {
        var part = new LinkedHashMap<String, Object>();
        part.put("template", spec.template());
        part.put("factors", spec.factors());
        part.put("exclude", spec.exclude());
        part.put("baseline", spec.baseline());
        part.put("repeats", spec.repeats());
        part.put("order", spec.order());
        part.put("seed", spec.seed());
        part.put("strategy", spec.strategy());
        part.put("objective", spec.objective());
        part.put("comparison", spec.comparison());
        try {
            return Digest.of(CANONICAL.writeValueAsString(part), DIGITS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of the contract are JSON", e);
        }
    }
}
