package dev.acme.performance.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the clients saw. Latencies are milliseconds with two decimals, of successful requests only. */
@RecordBuilder
public record Results(
        @JsonPropertyDescription("clients that took part") int clients,

        @JsonPropertyDescription("requests planned or sent in the measured window, awaited to their end")
        long requests,

        @JsonPropertyDescription("requests whose whole body arrived and was verified")
        long succeeded,

        @JsonPropertyDescription("requests that failed, by class in errors")
        long failed,

        @JsonPropertyDescription("succeeded / requests * 100")
        double successPercent,

        @JsonPropertyDescription("failed / requests * 100") double errorPercent,

        @JsonPropertyDescription("failed requests by class") @JsonProperty(required = true)
        Errors errors,

        @JsonPropertyDescription("body bytes of successful requests")
        long bytes,

        @JsonPropertyDescription("from the common start to the last answer, in timed modes at least the window")
        double durationSeconds,

        @JsonPropertyDescription(
                "over the window from the common start to the last answer (Burst) or of durationSeconds (timed modes)")
        @JsonProperty(required = true)
        Throughput throughput,

        @JsonPropertyDescription("nearest-rank percentiles; absent where nothing succeeded") @Nullable
        Latency latency,

        @JsonPropertyDescription("successful requests that met a cold start") @Nullable
        Cold cold,

        @JsonPropertyDescription("successful requests that met none") @Nullable
        Warm warm,

        @JsonPropertyDescription(
                "successful requests by what the service's cache had to do with them; absent without one")
        @Nullable
        Cache cache,

        @JsonPropertyDescription("successful requests that were sent on to the storage; absent where none was")
        @Nullable
        Redirect redirect,

        @JsonPropertyDescription("how requests were spread over the service's replicas; empty where there was one")
        @Size(max = Results.MOST_REPLICAS)
        List<Replica> replicas,

        @JsonPropertyDescription("whether requests waited for answers or for their plan") @Nullable
        Arrival arrival,

        @JsonPropertyDescription("all requests, failed ones among them; latency is of successful ones only") @Nullable
        Attempts attempts,

        @JsonPropertyDescription("successful requests far from the middle half by Tukey's fences; nothing is left out")
        @Nullable
        Outliers outliers,

        @JsonPropertyDescription(
                "where the clients' time went, of successful requests; waitMeanMs, firstByteMeanMs and bodyMeanMs add up to latency.meanMs")
        @Nullable
        Timing timing)
        implements ResultsBuilder.With {

    static final int MOST_REPLICAS = 100;

    public Results {
        replicas = replicas == null
                ? List.of()
                : List.copyOf(replicas.subList(0, Math.min(MOST_REPLICAS, replicas.size())));
    }

    /** The same without a p99.9 of so few successes that it has no upper bound (rule H-01). */
    public Results carried() {
        return latency == null || succeeded >= Ranks.FEWEST_FOR_P999
                ? this
                : withLatency(new Latency(
                        latency.meanMs,
                        latency.medianMs,
                        latency.p90Ms,
                        latency.p95Ms,
                        latency.p99Ms,
                        null,
                        latency.minMs,
                        latency.maxMs,
                        latency.stddevMs,
                        latency.p99LowMs,
                        latency.p99HighMs));
    }

    /** Failed requests by class. */
    public record Errors(
            @JsonPropertyDescription("no complete answer within load.timeoutSeconds")
            long timeout,

            @JsonPropertyDescription("no connection could be made")
            long connect,

            @JsonPropertyDescription("the connection broke before the answer's head was complete")
            long reset,

            @JsonPropertyDescription("an answer other than 200, throttling apart")
            long status,

            @JsonPropertyDescription("the connection ended before the body did")
            long truncated,

            @JsonPropertyDescription("wrong length or checksum, or an answer that is no HTTP")
            long corrupt,

            @JsonPropertyDescription("429 answers") long throttled) {

        public static final Errors NONE = new Errors(0, 0, 0, 0, 0, 0, 0);

        public long total() {
            return timeout + connect + reset + status + truncated + corrupt + throttled;
        }
    }

    /**
     * Successful requests and their body bytes over the common window: from the common start to the last answer (Burst)
     * or durationSeconds of the profile (timed modes; what ended later counts in the latencies only). MB = 10^6 bytes.
     */
    public record Throughput(
            @JsonPropertyDescription("successful requests per second")
            double requestsPerSecond,

            @JsonPropertyDescription("body bytes of successful requests per second")
            long bytesPerSecond,

            @JsonPropertyDescription("the same in MB/s, MB = 10^6 bytes")
            double megabytesPerSecond) {}

    /** Nearest-rank percentiles; p99LowMs and p99HighMs bound the p99 with 95 % confidence (order statistics). */
    public record Latency(
            double meanMs,
            double medianMs,
            double p90Ms,
            double p95Ms,
            double p99Ms,

            @JsonPropertyDescription("absent below 3,688 successes") @Nullable
            Double p999Ms,

            double minMs,
            double maxMs,
            double stddevMs,

            @JsonPropertyDescription("lower bound of the p99's 95 % interval")
            double p99LowMs,

            @JsonPropertyDescription(
                    "upper bound of the p99's 95 % interval; absent below 368 successes, where none exists")
            @Nullable
            Double p99HighMs) {}

    /** Successful requests whose answer carried X-Cold-Start: true. */
    public record Cold(
            long count, @Nullable Double p50Ms, @Nullable Double p99Ms) {}

    /** Successful requests that met no cold start. */
    public record Warm(@Nullable Double p50Ms, @Nullable Double p99Ms) {}

    /** Successful requests by their answer's X-Cache. */
    public record Cache(
            @JsonPropertyDescription("answered with what the cache had already")
            long hits,

            @JsonPropertyDescription(
                    "answered after the storage was read, by this request or by one that it waited for")
            long misses,

            @JsonPropertyDescription("hits of both together, in percent; with two decimals")
            double hitPercent) {}

    /** One replica's part. */
    public record Replica(
            @JsonPropertyDescription("its IP address") String address,

            long requests,
            long succeeded,

            @JsonPropertyDescription("body bytes of successful requests")
            long bytes,

            @JsonPropertyDescription("of all requests, in percent")
            double sharePercent,

            @JsonPropertyDescription("mean response time of successful requests") @Nullable
            Double meanMs) {

        /** An IPv6 address with its zone. */
        private static final int LONGEST_ADDRESS = 64;

        public Replica {
            address = address.substring(0, Math.min(LONGEST_ADDRESS, address.length()));
        }
    }

    /** Response times of all requests: of those that timed out, the time after which they were given up. */
    public record Attempts(
            long count,

            @JsonPropertyDescription("timed out: they would have taken longer, so what they reach is a lower bound")
            long censored,

            double meanMs,
            double medianMs,
            double p99Ms,
            double maxMs) {}

    /** Beyond 1.5 interquartile ranges from the quartiles: far; beyond 3: very far. */
    public record Outliers(
            long low,
            long high,
            long veryHigh,

            @JsonPropertyDescription("from there on a latency counts as high")
            double highFromMs) {}

    /**
     * A successful request as its client saw it, milliseconds: the wait from its planned start to its send, then until the first
     * byte of the answer that had the body, then until the last one. Percentiles are nearest ranks of a histogram of three digits.
     */
    public record Timing(
            @JsonPropertyDescription("from the planned start to the send, connecting among it")
            double waitMeanMs,

            @JsonPropertyDescription("from the send to the first byte of the answer with the body")
            double firstByteMeanMs,

            double firstByteMedianMs,
            double firstByteP99Ms,

            @JsonPropertyDescription("firstByteMeanMs of the three parts together, in percent")
            double firstByteSharePercent,

            @JsonPropertyDescription("from the first byte to the last")
            double bodyMeanMs) {}

    /** Successful requests that were answered with a redirect; the parts' means add up to theirs. */
    public record Redirect(
            long count,

            @JsonPropertyDescription("until the service's redirect had come")
            double registryMeanMs,

            @JsonPropertyDescription(
                    "from then to the body's last byte, with connecting to the storage where that was needed")
            double storageMeanMs) {}
}
