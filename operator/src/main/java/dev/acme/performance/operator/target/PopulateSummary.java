package dev.acme.performance.operator.target;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acme.performance.crds.Catalogue;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the populate program says in its termination message once it has verified the registry. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PopulateSummary(
        @JsonProperty(required = true) int models,
        @JsonProperty(required = true) String catalogueHash,
        @JsonProperty(required = true) Archive model) {
    /** A kubelet takes no longer termination messages. */
    private static final int MOST_CHARACTERS = 4_096;

    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9:+/=_-]{1,128}");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(8).build())
                    .build())
            .build();

    /** The archive that clients download. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Archive(
            @JsonProperty(required = true) long sizeBytes,
            @JsonProperty(required = true) String sha256,
            @JsonProperty(required = true) String crc32c) {}

    /** Empty where the message is not a whole summary. */
    public static Optional<PopulateSummary> parse(String message) {
        if (message.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(MAPPER.readValue(message, PopulateSummary.class))
                    .filter(PopulateSummary::isPlain);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** What goes on into a status, and into the load generator's profile. */
    private boolean isPlain() {
        return model != null
                && Stream.of(catalogueHash, model.sha256(), model.crc32c())
                        .allMatch(text -> text != null && DIGEST.matcher(text).matches());
    }

    public Catalogue catalogue() {
        return new Catalogue(models, catalogueHash, model.sha256(), model.crc32c());
    }
}
