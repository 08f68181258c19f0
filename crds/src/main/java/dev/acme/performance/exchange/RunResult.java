package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The load generator's last line: {@code status.results} under the same names, how far it can be trusted, the
 * histograms to merge, and the generator's own health. The termination message holds the same object without series.
 */
@RecordBuilder
public record RunResult(
        @JsonProperty(required = true) int version,
        @JsonProperty(required = true) LoadMode mode,
        @JsonProperty(required = true) Instant startedAt,
        @JsonProperty(required = true) Instant finishedAt,
        @JsonUnwrapped Results results,
        @Nullable ServiceLatency serviceLatency,
        @JsonProperty(required = true) Validity validity,
        @JsonProperty(required = true) List<String> validityReasons,
        @JsonProperty(required = true) Histograms histograms,
        @JsonProperty(required = true) List<Second> series,
        @JsonProperty(required = true) ClientHealth client,
        @JsonProperty(required = true) Verified verified,
        @Nullable Warmup warmup,
        @Nullable Percentiles percentiles,
        @Nullable Connect connect,
        @Nullable TargetCounters counters,
        List<Notice> findings,
        @Nullable MachineFacts machine,
        @Nullable Noise noise)
        implements LoadLine, RunResultBuilder.With {

    /** The version that this code writes and reads. */
    public static final int VERSION = 1;

    private static final int MOST_REASONS = 32;
    /** Of all reasons, and of all findings: a run and all it tells is to stay below 64 KiB. */
    private static final int MOST_CHARACTERS = 16 << 10;

    /** A run lasts two days at most. */
    static final int MOST_SECONDS = 172_801;

    /** The first word of the reason why a load that was told to stop before its end is void. */
    public static final String CANCELLED = "Cancelled";

    public RunResult {
        // that a field is there does not keep whoever writes the line from writing null
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(finishedAt, "finishedAt");
        Objects.requireNonNull(results.errors(), "errors");
        Objects.requireNonNull(results.throughput(), "throughput");
        Objects.requireNonNull(validity, "validity");
        Objects.requireNonNull(histograms, "histograms");
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(verified, "verified");
        validityReasons = first(MOST_REASONS, validityReasons, String::length);
        series = List.copyOf(series);
        findings = findings == null
                ? List.of()
                : first(Notice.MOST_IN_RESULT, findings, notice -> notice.line().length());
        if (series.size() > MOST_SECONDS) {
            throw new IllegalArgumentException("series: " + series.size() + " seconds, at most " + MOST_SECONDS);
        }
    }

    /** As many as a status has room for. */
    private static <T> List<T> first(int most, List<T> all, ToIntFunction<T> characters) {
        int room = MOST_CHARACTERS;
        int number = 0;
        while (number < Math.min(most, all.size()) && room >= characters.applyAsInt(all.get(number))) {
            room -= characters.applyAsInt(all.get(number));
            number++;
        }
        return List.copyOf(all.subList(0, number));
    }

    /** Whether the load was told to stop before its end, by whomever. */
    public boolean wasCutShort() {
        return validityReasons.stream().anyMatch(reason -> reason.startsWith(CANCELLED + ":"));
    }

    /** The same result without its per-second series. */
    public RunResult withoutSeries() {
        return withSeries(List.of());
    }

    /** The same result without series, histograms and machine: the least that a termination message must hold. */
    public RunResult summary() {
        return withoutSeries()
                .withHistograms(Histograms.NONE)
                .withFindings(List.of())
                .withMachine(null)
                .withNoise(null);
    }

    /** The same result with more reasons to doubt it; a valid one becomes suspect. */
    public RunResult doubted(List<String> reasons) {
        return reasons.isEmpty()
                ? this
                : withValidity(validity == Validity.VALID ? Validity.SUSPECT : validity)
                        .withValidityReasons(Stream.concat(validityReasons.stream(), reasons.stream())
                                .toList());
    }

    /** Open modes: latency from the actual send, beside {@code latency} from the planned start; milliseconds. */
    public record ServiceLatency(double meanMs, double medianMs, double p99Ms, double maxMs) {}

    /**
     * HdrHistograms of microseconds, compressed (V2) and base64, three significant digits; empty where left out.
     * {@code responseTime} counts from the planned start, {@code serviceTime} from the actual send; {@code coldTime} is the
     * part of the response times that met a cold start; {@code failedTime} is of failed requests, which no other holds;
     * {@code firstByteTime} is from the actual send to the answer's first byte.
     */
    public record Histograms(
            @JsonDeserialize(using = EncodedHistogram.class) String responseTime,

            @JsonDeserialize(using = EncodedHistogram.class) String serviceTime,

            @JsonDeserialize(using = EncodedHistogram.class) String coldTime,

            @JsonDeserialize(using = EncodedHistogram.class) String failedTime,

            @JsonDeserialize(using = EncodedHistogram.class) String firstByteTime) {
        public static final Histograms NONE = new Histograms("", "", "", "", "");

        public Histograms {
            responseTime = responseTime == null ? "" : responseTime;
            serviceTime = serviceTime == null ? "" : serviceTime;
            coldTime = coldTime == null ? "" : coldTime;
            failedTime = failedTime == null ? "" : failedTime;
            firstByteTime = firstByteTime == null ? "" : firstByteTime;
        }
    }

    /**
     * Requests that ended in one second since the common start, failed ones among them, and the body bytes of the
     * successful ones; percentiles absent where none succeeded or the generator was too busy to keep them.
     */
    public record Second(
            int second,
            long requests,
            long bytes,
            long errors,
            @Nullable Double p50Ms,
            @Nullable Double p99Ms) {}

    /** The generator's own health: CPU of its limit, garbage collection, lateness of sends, cgroup throttling. */
    public record ClientHealth(
            double cpuSeconds,
            double cpuLimit,
            double cpuPercent,
            double gcMs,
            double gcPercent,
            double sendLagP99Ms,
            double busyPercent,
            @Nullable Double throttledPercent) {}

    /** How many bodies were checked, by what. */
    public record Verified(long length, long crc32c, long sha256) {}

    /** Load before the measured window, reported apart. */
    public record Warmup(
            double durationSeconds,
            long requests,
            long failed,
            @Nullable Double meanMs) {}

    /** How percentiles were found: from every latency, or from the histogram once there were too many to keep. */
    public enum Percentiles {
        @JsonProperty("Exact")
        EXACT,
        @JsonProperty("Histogram")
        HISTOGRAM
    }

    /** The connections opened before the common start, one a client; no part of any latency. */
    public record Connect(
            long opened,
            long failed,
            @Nullable Double meanMs,
            @Nullable Double p99Ms,
            @Nullable Double maxMs) {}
}
