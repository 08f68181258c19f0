package dev.acme.performance.operator.cost;

import java.time.LocalDate;
import java.util.List;

/**
 * What a cloud asks, on one day, in one region (H-23). The shape is that of the chart's {@code prices}; amounts are in
 * {@code currency}.
 *
 * @param source where the prices were read
 * @param leftOut what costs money too and is not in the sheet
 */
public record PriceSheet(
        LocalDate asOf,
        String currency,
        String region,
        String source,
        Lambda lambda,
        Fargate fargate,
        S3 s3,
        DynamoDb dynamodb,
        Rds rds,
        List<String> leftOut) {
    /** Older prices are to be doubted. */
    public static final int STALE_AFTER_DAYS = 180;

    public PriceSheet {
        leftOut = List.copyOf(leftOut);
    }

    /** GB of memory are 2^30 bytes, GB of answers 10^9 beyond the first 6 MB of each. */
    public record Lambda(double perMillionRequests, double perGbSecond, double perStreamedGb) {}

    /** GB of memory are 2^30 bytes. */
    public record Fargate(double perVcpuHour, double perGbHour) {}

    /** Transfer within the region is free. */
    public record S3(double perThousandGets) {}

    /** On demand; one strongly consistent read of at most 4 KB. */
    public record DynamoDb(double perMillionReads) {}

    /** One instance and its storage; a month has 730 hours. */
    public record Rds(String instance, double perHour, double storedGb, double perGbMonth) {}

    /** Whether it is older than {@link #STALE_AFTER_DAYS} on that day. */
    public boolean isStale(LocalDate today) {
        return asOf.plusDays(STALE_AFTER_DAYS).isBefore(today);
    }
}
