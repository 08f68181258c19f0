package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The one place that turns the exchange formats into JSON and back. A profile is refused for an unknown field, for it
 * is ours to write; a result is read leniently, for an older operator may meet a newer load generator.
 */
public final class ExchangeCodec {
    /** A line holds at most a day of per-second series and two histograms. */
    static final int MAX_LINE_CHARACTERS = 32 << 20;

    private static final int MAX_DEPTH = 16;
    private static final String PROFILE_DEFAULTS = """
            {"mode":"Burst","requestsPerClient":1,"thinkTimeMs":0,"warmupSeconds":0,"timeoutSeconds":300,
             "verify":"Crc32c","seed":1,"method":"GET","headers":{}}""";

    private final JsonMapper lenient = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_LINE_CHARACTERS)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final JsonMapper strict = lenient.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /** Reads a profile, filling in the defaults of the contract. Throws {@link BadProfile} naming field and reason. */
    public LoadProfile readProfile(String json) {
        try {
            if (!(strict.readTree(json) instanceof ObjectNode given)) {
                throw new BadProfile(List.of("the profile must be a JSON object"));
            }
            var whole = (ObjectNode) strict.readTree(PROFILE_DEFAULTS);
            given.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .forEach(field -> whole.set(field.getKey(), field.getValue()));
            return strict.treeToValue(whole, LoadProfile.class);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof BadProfile bad) {
                throw bad;
            }
            throw new BadProfile(List.of(field(e) + ": " + e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            throw new BadProfile(List.of("not JSON: " + e.getOriginalMessage()));
        }
    }

    public String writeProfile(LoadProfile profile) {
        return write(profile);
    }

    /** One line, without a line break. */
    public String writeLine(LoadLine line) {
        return write(line);
    }

    /** A line of a pod's log: empty where it is something else than a whole line of ours. */
    public Optional<LoadLine> readLine(String line) {
        if (!line.startsWith("{\"type\":") || line.length() > MAX_LINE_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return Optional.of(lenient.readValue(line, LoadLine.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private String write(Object value) {
        try {
            return lenient.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String field(JsonMappingException e) {
        return e.getPath().isEmpty() ? "profile" : e.getPath().getLast().getFieldName();
    }
}
