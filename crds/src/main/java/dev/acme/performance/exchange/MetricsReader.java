package dev.acme.performance.exchange;

import static dev.acme.performance.exchange.ProfileTokens.bad;
import static dev.acme.performance.exchange.ProfileTokens.list;
import static dev.acme.performance.exchange.ProfileTokens.once;
import static dev.acme.performance.exchange.ProfileTokens.text;
import static dev.acme.performance.exchange.ProfileTokens.texts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Reads the part of a profile that says where the target tells its counters; apart, for most profiles have none. */
final class MetricsReader {
    private String url = "";
    private Map<String, String> counters = Map.of();
    private Map<String, List<String>> rates = Map.of();

    private MetricsReader() {}

    /** Throws {@link BadProfile} naming field and reason. */
    static MetricsPage read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw bad("metrics", "must be an object");
        }
        var reader = new MetricsReader();
        var seen = new HashSet<String>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = "metrics." + parser.currentName();
            parser.nextToken();
            once(field, seen);
            reader.read(field, parser);
        }
        return new MetricsPage(reader.url, reader.counters, reader.rates);
    }

    private void read(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "metrics.url" -> url = text(field, parser);
            case "metrics.counters" -> counters = texts(field, parser);
            case "metrics.rates" -> rates = rates(field, parser);
            default -> throw bad(field, "unknown field");
        }
    }

    private static Map<String, List<String>> rates(String field, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw bad(field, "must be an object of lists");
        }
        var read = new HashMap<String, List<String>>();
        var names = new HashSet<String>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = field + "." + parser.currentName();
            String rate = parser.currentName();
            parser.nextToken();
            once(name, names);
            read.put(rate, list(name, parser));
        }
        return read;
    }
}
