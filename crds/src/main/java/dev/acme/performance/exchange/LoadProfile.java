package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the load generator is asked to do. {@code path} starts with a slash; {@code sizeBytes}, {@code sha256} (64 hex
 * digits) and {@code crc32c} (8 hex digits) describe the body that every answer must have.
 */
public record LoadProfile(
        @JsonProperty(required = true) int clients,
        @JsonProperty(required = true) String path,
        @Nullable Long sizeBytes,
        @Nullable String sha256,
        @Nullable String crc32c,
        LoadMode mode,
        int requestsPerClient,
        @Nullable Integer durationSeconds,
        @Nullable Integer ratePerSecond,
        int thinkTimeMs,
        int warmupSeconds,
        int timeoutSeconds,
        Verify verify,
        long seed,
        String method,
        Map<String, String> headers,
        @Nullable String body) {

    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]{0,2047}");
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{0,4096}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CRC32C = Pattern.compile("[0-9a-f]{8}");
    private static final int MAX_HEADERS = 64;
    private static final int MAX_BODY_CHARACTERS = 1 << 20;

    public LoadProfile {
        headers = Map.copyOf(headers);
        var problems = new ArrayList<String>();
        bound(problems, "clients", clients, 1, 10_000);
        bound(problems, "requestsPerClient", requestsPerClient, 1, 1_000_000);
        bound(problems, "thinkTimeMs", thinkTimeMs, 0, 600_000);
        bound(problems, "warmupSeconds", warmupSeconds, 0, 3_600);
        bound(problems, "timeoutSeconds", timeoutSeconds, 1, 3_600);
        bound(problems, "sizeBytes", sizeBytes == null ? 0 : sizeBytes, 0, 5_368_709_120L);
        shape(problems, "path", path, PATH);
        shape(problems, "method", method, METHOD);
        shape(problems, "sha256", sha256, SHA256);
        shape(problems, "crc32c", crc32c, CRC32C);
        if (headers.size() > MAX_HEADERS) {
            problems.add("headers: at most " + MAX_HEADERS);
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            shape(problems, "headers." + header.getKey(), header.getKey(), TOKEN);
            shape(problems, "headers." + header.getKey(), header.getValue(), HEADER_VALUE);
        }
        if (body != null && body.length() > MAX_BODY_CHARACTERS) {
            problems.add("body: at most " + MAX_BODY_CHARACTERS + " characters");
        }
        arrival(problems, mode, durationSeconds, ratePerSecond);
        if (!problems.isEmpty()) {
            throw new BadProfile(problems);
        }
    }

    private static void arrival(
            List<String> problems, LoadMode mode, @Nullable Integer durationSeconds, @Nullable Integer ratePerSecond) {
        if (mode == LoadMode.BURST) {
            absent(problems, "durationSeconds", durationSeconds, mode);
        } else if (durationSeconds == null) {
            problems.add("durationSeconds: required when mode is " + mode.wireName());
        } else {
            bound(problems, "durationSeconds", durationSeconds, 1, 86_400);
        }
        if (mode == LoadMode.BURST || mode == LoadMode.CLOSED) {
            absent(problems, "ratePerSecond", ratePerSecond, mode);
        } else if (ratePerSecond == null) {
            problems.add("ratePerSecond: required when mode is " + mode.wireName());
        } else {
            bound(problems, "ratePerSecond", ratePerSecond, 1, 1_000_000);
        }
    }

    private static void absent(List<String> problems, String field, @Nullable Integer value, LoadMode mode) {
        if (value != null) {
            problems.add(field + ": has no meaning when mode is " + mode.wireName());
        }
    }

    private static void bound(List<String> problems, String field, long value, long low, long high) {
        if (value < low || value > high) {
            problems.add(field + ": " + value + " is not within " + low + ".." + high);
        }
    }

    private static void shape(List<String> problems, String field, @Nullable String value, Pattern pattern) {
        if (value != null && !pattern.matcher(value).matches()) {
            problems.add(field + ": must match " + pattern);
        }
    }
}
