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
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a load profile token by token and fills in the defaults of the contract: the load generator's start pays for
 * every class it loads, and data binding would cost it several times the rest (docs/adr/0004).
 */
public final class ProfileReader {
    private final Set<String> seen = new HashSet<>();
    private int clients;
    private String path = "";
    private @Nullable Long sizeBytes;
    private @Nullable String sha256;
    private @Nullable String crc32c;
    private LoadMode mode = LoadMode.BURST;
    private int requestsPerClient = 1;
    private @Nullable Integer durationSeconds;
    private @Nullable Integer ratePerSecond;
    private int thinkTimeMs;
    private int warmupSeconds;
    private int timeoutSeconds = 300;
    private Verify verify = Verify.CRC32C;
    private long seed = 1;
    private String method = "GET";
    private Map<String, String> headers = Map.of();
    private @Nullable String body;
    private int status = LoadProfile.OK;
    private boolean anyBody;
    private @Nullable String redirectTo;
    private @Nullable MetricsPage metrics;

    private ProfileReader() {}

    /** Throws {@link BadProfile} naming field and reason. */
    public static LoadProfile read(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            return new ProfileReader().profile(parser);
        } catch (JsonProcessingException e) {
            throw new BadProfile(List.of("not JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoadProfile profile(JsonParser parser) throws IOException {
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
        return whole();
    }

    private LoadProfile whole() {
        return new LoadProfile(
                clients,
                path,
                sizeBytes,
                sha256,
                crc32c,
                mode,
                requestsPerClient,
                durationSeconds,
                ratePerSecond,
                thinkTimeMs,
                warmupSeconds,
                timeoutSeconds,
                verify,
                seed,
                method,
                headers,
                body,
                status,
                anyBody,
                redirectTo,
                metrics);
    }

    private void read(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "clients" -> clients = integer(field, parser);
            case "path" -> path = text(field, parser);
            case "sizeBytes" -> sizeBytes = longInteger(field, parser);
            case "sha256" -> sha256 = text(field, parser);
            case "crc32c" -> crc32c = text(field, parser);
            case "mode" -> mode = mode(text(field, parser));
            case "requestsPerClient" -> requestsPerClient = integer(field, parser);
            case "durationSeconds" -> durationSeconds = integer(field, parser);
            case "ratePerSecond" -> ratePerSecond = integer(field, parser);
            case "thinkTimeMs" -> thinkTimeMs = integer(field, parser);
            case "warmupSeconds" -> warmupSeconds = integer(field, parser);
            case "timeoutSeconds" -> timeoutSeconds = integer(field, parser);
            case "verify" -> verify = verify(text(field, parser));
            case "seed" -> seed = longInteger(field, parser);
            case "method" -> method = text(field, parser);
            case "headers" -> headers = texts(field, parser);
            case "body" -> body = text(field, parser);
            case "status" -> status = integer(field, parser);
            case "anyBody" -> anyBody = flag(field, parser);
            case "redirectTo" -> redirectTo = text(field, parser);
            case "metrics" -> metrics = MetricsReader.read(parser);
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
