package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/**
 * The one place that turns the exchange formats into JSON and back. A profile is refused for an unknown field, for it
 * is ours to write; a result is read leniently, for an older operator may meet a newer load generator.
 */
public final class ExchangeCodec {
    /** A line holds the per-second series of nearly two days and five histograms. */
    public static final int MAX_LINE_CHARACTERS = 16 << 20;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NAME = 256;
    private static final int MAX_NUMBER = 64;
    /** Fourteen for each second of the longest series, and all others. */
    private static final long MAX_TOKENS = 14L * RunResult.MOST_SECONDS + 100_000;

    /** Years beyond are no instants of a run, and overflow where milliseconds are counted. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_LINE_CHARACTERS)
                            .maxNameLength(MAX_NAME)
                            .maxNumberLength(MAX_NUMBER)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addDeserializer(String.class, new PlainText.Reader())
                    .addDeserializer(Double.class, new FiniteNumber(Double.class, null))
                    .addDeserializer(Double.TYPE, new FiniteNumber(Double.TYPE, 0.0)))
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

    /**
     * A line of a pod's log: empty where it is something else than a whole line of ours. Whoever wrote it, what is read is
     * bounded: numbers are finite, texts {@link PlainText}, lists as long as the contract lets them be.
     */
    public Optional<LoadLine> readLine(String line) {
        if (!line.startsWith("{\"type\":") || line.length() > MAX_LINE_CHARACTERS) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(mapper.readValue(line, LoadLine.class)).filter(ExchangeCodec::isOfThisAge);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean isOfThisAge(LoadLine line) {
        return switch (line) {
            case RunProgress progress -> progress.stage() != null;
            case RunResult result -> isOfThisAge(result.startedAt()) && isOfThisAge(result.finishedAt());
        };
    }

    private static boolean isOfThisAge(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }

    private String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
