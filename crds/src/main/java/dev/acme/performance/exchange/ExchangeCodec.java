package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The one place that turns the exchange formats into JSON and back. A profile is refused for an unknown field, for it
 * is ours to write; a result is read leniently, for an older operator may meet a newer load generator.
 */
public final class ExchangeCodec {
    /** A line holds at most a day of per-second series and two histograms. */
    static final int MAX_LINE_CHARACTERS = 32 << 20;

    private static final int MAX_DEPTH = 16;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
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

    /** Reads a profile, filling in the defaults of the contract. Throws {@link BadProfile} naming field and reason. */
    public LoadProfile readProfile(String json) {
        return ProfileReader.read(json);
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
            return Optional.of(mapper.readValue(line, LoadLine.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
