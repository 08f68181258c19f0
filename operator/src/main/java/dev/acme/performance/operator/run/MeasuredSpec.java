package dev.acme.performance.operator.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.operator.target.Digest;
import java.util.LinkedHashMap;

/** The part of a spec that decides what is measured, as a digest: an edit of it asks for a new attempt. */
public final class MeasuredSpec {
    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();
    private static final int DIGITS = 16;

    private MeasuredSpec() {}

    public static String digest(PerformanceRunSpec spec) {
        var part = new LinkedHashMap<String, Object>();
        part.put("clients", spec.clients());
        part.put("model", spec.model());
        part.put("compute", spec.compute());
        part.put("storage", spec.storage());
        part.put("pools", spec.pools());
        part.put("load", spec.load());
        try {
            return Digest.of(CANONICAL.writeValueAsString(part), DIGITS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of the contract are JSON", e);
        }
    }
}
