package dev.acme.performance.operator.cost;

import dev.acme.performance.crds.RunCost.Item;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prices of 1,000 downloads. Formulas: AWS Lambda pricing (requests, GB-seconds rounded up to a millisecond, INIT, streamed
 * bytes beyond 6 MB), Fargate (vCPU- and GB-hours), S3 (GET), DynamoDB (read request units), RDS (instance- and GB-hours).
 */
final class Pricing {
    private static final double DOWNLOADS = 1_000;
    private static final double MILLION = 1e6;
    private static final double GB = 1e9;
    private static final double MB_PER_GB = 1_024;
    private static final double MS_PER_SECOND = 1_000;
    /** Thousands of downloads in an hour at one a second. */
    private static final double THOUSANDS_AN_HOUR = 3.6;

    private static final double HOURS_A_MONTH = 730;

    private final PriceSheet sheet;

    Pricing(PriceSheet sheet) {
        this.sheet = sheet;
    }

    /** Lines of nought are left away. */
    List<Item> items(List<Use> uses) {
        return uses.stream()
                .flatMap(this::items)
                .filter(item -> item.usdPer1000() > 0)
                .toList();
    }

    private Stream<Item> items(Use use) {
        return switch (use) {
            case Use.Lambda lambda -> lambda(lambda);
            case Use.Fargate fargate ->
                Stream.of(new Item(
                        CostLine.FARGATE,
                        perHour(fargate.size())
                                * fargate.replicas()
                                / (THOUSANDS_AN_HOUR * fargate.downloadsPerSecond())));
            case Use.S3 s3 ->
                Stream.of(new Item("s3 requests", s3.gets() * sheet.s3().perThousandGets()));
            case Use.DynamoDb dynamo ->
                Stream.of(new Item(
                        "dynamodb reads",
                        DOWNLOADS * dynamo.reads() * sheet.dynamodb().perMillionReads() / MILLION));
            case Use.Rds rds -> rds(rds.downloadsPerSecond());
        };
    }

    private Stream<Item> lambda(Use.Lambda use) {
        double seconds = (Math.ceil(use.billedMs()) + use.initMs()) / MS_PER_SECOND;
        return Stream.of(
                new Item(CostLine.LAMBDA_REQUESTS, DOWNLOADS * sheet.lambda().perMillionRequests() / MILLION),
                new Item(
                        CostLine.LAMBDA_COMPUTE,
                        DOWNLOADS
                                * use.memoryMb()
                                / MB_PER_GB
                                * seconds
                                * sheet.lambda().perGbSecond()),
                new Item(
                        CostLine.LAMBDA_STREAMING,
                        DOWNLOADS * use.streamedBytes() / GB * sheet.lambda().perStreamedGb()));
    }

    private Stream<Item> rds(double downloadsPerSecond) {
        double thousands = THOUSANDS_AN_HOUR * downloadsPerSecond;
        var rds = sheet.rds();
        return Stream.of(
                new Item("rds instance", rds.perHour() / thousands),
                new Item("rds storage", rds.storedGb() * rds.perGbMonth() / HOURS_A_MONTH / thousands));
    }

    private double perHour(FargateSize size) {
        return size.vcpu() * sheet.fargate().perVcpuHour()
                + size.gb() * sheet.fargate().perGbHour();
    }
}
