package dev.acme.performance.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a progress line as {@link ExchangeCodec} would, without data binding: a line a second must not take from the
 * measured window what loading and compiling a mapper takes.
 */
public final class ProgressWriter {
    private final JsonFactory factory = new JsonFactory();

    /** One line, without a line break. */
    public String line(RunProgress progress) {
        var text = new StringWriter(256);
        try (JsonGenerator json = factory.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", "progress");
            json.writeStringField("stage", progress.stage().name());
            json.writeNumberField("percent", progress.percent());
            json.writeNumberField("requests", progress.requests());
            json.writeNumberField("failed", progress.failed());
            json.writeNumberField("requestsPerSecond", progress.requestsPerSecond());
            json.writeNumberField("bytes", progress.bytes());
            json.writeNumberField("megabytesPerSecond", progress.megabytesPerSecond());
            optional(json, "p50Ms", progress.p50Ms());
            optional(json, "p99Ms", progress.p99Ms());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void optional(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }
}
