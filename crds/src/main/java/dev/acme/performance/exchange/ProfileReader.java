package dev.acme.performance.exchange;

import static dev.acme.performance.exchange.ProfileTokens.bad;
import static dev.acme.performance.exchange.ProfileTokens.flag;
import static dev.acme.performance.exchange.ProfileTokens.integer;
import static dev.acme.performance.exchange.ProfileTokens.longInteger;
import static dev.acme.performance.exchange.ProfileTokens.once;
import static dev.acme.performance.exchange.ProfileTokens.text;
import static dev.acme.performance.exchange.ProfileTokens.texts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a load profile token by token and fills in the defaults of the contract: the load generator's start pays for
 * every class it loads, and data binding would cost it several times the rest (docs/adr/0004).
 */
public final class ProfileReader {
    private final Set<String> seen = new HashSet<>();
    private final LoadProfileBuilder profile = LoadProfile.builder();

    private ProfileReader() {}

    /** Throws {@link BadProfile} naming field and reason. */
    public static LoadProfile read(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            return new ProfileReader().whole(parser);
        } catch (JsonProcessingException e) {
            throw new BadProfile(List.of("not JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoadProfile whole(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new BadProfile(List.of("the profile must be a JSON object"));
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                once(field, seen);
                read(field, parser);
            }
        }
        if (parser.nextToken() != null) {
            throw new BadProfile(List.of("not JSON: text after the profile"));
        }
        required("clients");
        required("path");
        return profile.build();
    }

    private void read(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "clients" -> profile.clients(integer(field, parser));
            case "path" -> profile.path(text(field, parser));
            case "sizeBytes" -> profile.sizeBytes(longInteger(field, parser));
            case "sha256" -> profile.sha256(text(field, parser));
            case "crc32c" -> profile.crc32c(text(field, parser));
            case "mode" -> profile.mode(mode(text(field, parser)));
            case "requestsPerClient" -> profile.requestsPerClient(integer(field, parser));
            case "durationSeconds" -> profile.durationSeconds(integer(field, parser));
            case "ratePerSecond" -> profile.ratePerSecond(integer(field, parser));
            case "thinkTimeMs" -> profile.thinkTimeMs(integer(field, parser));
            case "warmupSeconds" -> profile.warmupSeconds(integer(field, parser));
            case "timeoutSeconds" -> profile.timeoutSeconds(integer(field, parser));
            case "verify" -> profile.verify(verify(text(field, parser)));
            case "seed" -> profile.seed(longInteger(field, parser));
            case "method" -> profile.method(text(field, parser));
            case "headers" -> profile.headers(texts(field, parser));
            case "body" -> profile.body(text(field, parser));
            case "status" -> profile.status(integer(field, parser));
            case "anyBody" -> profile.anyBody(flag(field, parser));
            case "redirectTo" -> profile.redirectTo(text(field, parser));
            case "metrics" -> profile.metrics(MetricsReader.read(parser));
            default -> throw bad(field, "unknown field");
        }
    }

    private static LoadMode mode(String name) {
        for (LoadMode candidate : LoadMode.values()) {
            if (candidate.wireName().equals(name)) {
                return candidate;
            }
        }
        throw bad("mode", "must be one of Burst, Closed, Constant, Poisson");
    }

    private static Verify verify(String name) {
        for (Verify candidate : Verify.values()) {
            if (candidate.wireName().equals(name)) {
                return candidate;
            }
        }
        throw bad("verify", "must be one of Length, Crc32c, Sha256");
    }

    private void required(String field) {
        if (!seen.contains(field)) {
            throw bad(field, "required");
        }
    }
}
