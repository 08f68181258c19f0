package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the load generator is asked to do. {@code path} starts with a slash; {@code sizeBytes}, {@code sha256} (64 hex
 * digits) and {@code crc32c} (8 hex digits) describe the body that every answer must have; with {@code anyBody} it may have
 * any. An answer counts as a success with {@code status} only. {@code redirectTo}: where answers may send clients,
 * {@code http://HOST[:PORT]} or without the scheme; one hop, of a GET without body; where it is absent, or an answer names
 * another place, a redirect is an answer like any other. {@code metrics}: what the target counts itself.
 */
@RecordBuilder
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
        @Nullable String body,
        int status,
        boolean anyBody,
        @Nullable String redirectTo,
        @Nullable MetricsPage metrics) {

    /** The status of a right answer where a profile names no other. */
    public static final int OK = 200;

    private static final int TOO_MANY_REQUESTS = 429;
    /** Header fields that say where a request ends, and what becomes of its connection. */
    private static final Set<String> FRAMING =
            Set.of("content-length", "transfer-encoding", "connection", "upgrade", "expect", "te", "trailer");

    private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]{0,2047}");
    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{0,4096}");
    private static final Pattern PLACE =
            Pattern.compile("(http://)?([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?/?");
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
        shape(problems, "redirectTo", redirectTo, PLACE);
        if (headers.size() > MAX_HEADERS) {
            problems.add("headers: at most " + MAX_HEADERS);
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            shape(problems, "headers." + header.getKey(), header.getKey(), TOKEN);
            shape(problems, "headers." + header.getKey(), header.getValue(), HEADER_VALUE);
            if (FRAMING.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                problems.add("headers." + header.getKey() + ": is the load generator's own to set");
            }
        }
        if (body != null && body.length() > MAX_BODY_CHARACTERS) {
            problems.add("body: at most " + MAX_BODY_CHARACTERS + " characters");
        }
        answer(problems, status, anyBody && (sizeBytes != null || sha256 != null || crc32c != null));
        if (metrics != null) {
            problems.addAll(metrics.problems());
        }
        arrival(problems, mode, durationSeconds, ratePerSecond);
        if (!problems.isEmpty()) {
            throw new BadProfile(problems);
        }
    }

    /** The contract's defaults; clients and path are still to be said. */
    public static LoadProfileBuilder builder() {
        return LoadProfileBuilder.builder()
                .mode(LoadMode.BURST)
                .requestsPerClient(1)
                .timeoutSeconds(300)
                .verify(Verify.CRC32C)
                .seed(1)
                .method("GET")
                .headers(Map.of())
                .status(OK);
    }

    /** The same profile with further headers, which win. Throws {@link BadProfile} where one is none. */
    public LoadProfile withHeaders(Map<String, String> further) {
        var all = new HashMap<>(headers);
        all.putAll(further);
        return LoadProfileBuilder.builder(this).headers(all).build();
    }

    private static void answer(List<String> problems, int status, boolean isContradiction) {
        bound(problems, "status", status, OK, 599);
        if (status == TOO_MANY_REQUESTS) {
            problems.add("status: 429 is a refusal and never a success");
        }
        if (isContradiction) {
            problems.add("anyBody: contradicts sizeBytes, sha256 and crc32c");
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
