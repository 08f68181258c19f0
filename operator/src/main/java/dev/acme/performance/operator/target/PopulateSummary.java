package dev.acme.performance.operator.target;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.Catalogue;
import java.util.Optional;

/** What the populate program says in its termination message once it has verified the registry. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PopulateSummary(
        @JsonProperty(required = true) int models,
        @JsonProperty(required = true) String catalogueHash,
        @JsonProperty(required = true) Archive model) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The archive that clients download. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Archive(
            @JsonProperty(required = true) long sizeBytes,
            @JsonProperty(required = true) String sha256,
            @JsonProperty(required = true) String crc32c) {}

    /** Empty where the message is not a whole summary. */
    public static Optional<PopulateSummary> parse(String message) {
        try {
            return Optional.of(MAPPER.readValue(message, PopulateSummary.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    public Catalogue catalogue() {
        return new Catalogue(models, catalogueHash, model.sha256(), model.crc32c());
    }
}
