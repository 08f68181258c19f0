package dev.acme.performance.operator.cost;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.Breakdown;
import dev.acme.performance.crds.RunCost;
import dev.acme.performance.crds.Storage;
import dev.acme.performance.exchange.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What 1,000 downloads of a run would cost on AWS, had it taken there as long as it took here. An invocation is billed for the
 * mean time that the service took, without its queue where the run knows that time, else for the client's median warm latency;
 * starts for what the function's host counted of them. Clients cannot tell an INIT: a cold download waits in a queue too.
 */
public final class RunPrice {
    /** The first bytes of an answer are free of the price for streaming. */
    private static final long FREE_BYTES = 6_000_000;

    private static final double GIB = 1L << 30;
    private static final int PERCENT = 100;
    private static final double MILLIS = 1_000;
    private static final String INIT = "INIT";

    private RunPrice() {}

    /**
     * Empty where nothing was measured, and for external targets, of whose price nothing is known.
     *
     * @param initSeconds of all environments that started while it was measured; empty where that is not known
     * @param storageReads of one download, on average, as the service counted them; empty where only the clients tell of a cache
     */
    public static Optional<RunCost> of(
            PriceSheet sheet,
            PerformanceRunSpec spec,
            PerformanceRunStatus status,
            OptionalDouble initSeconds,
            OptionalDouble storageReads) {
        var results = status.results();
        if (results == null
                || results.latency() == null
                || !(results.throughput().requestsPerSecond() > 0)) {
            return Optional.empty();
        }
        var missing = new ArrayList<>(sheet.leftOut());
        var uses = new ArrayList<Use>();
        switch (spec.compute().backend()) {
            case ECS -> uses.add(fargate(spec.compute(), results, missing));
            case LAMBDA ->
                uses.add(lambda(spec, results, Optional.ofNullable(status.breakdown()), initSeconds, missing));
            case EXTERNAL -> {
                return Optional.empty();
            }
        }
        double misses = storageReads.orElseGet(() -> clientsMisses(results));
        uses.add(
                switch (spec.storage().backend()) {
                    case S3 -> new Use.S3(misses);
                    case RDS -> new Use.Rds(results.throughput().requestsPerSecond());
                });
        uses.add(new Use.DynamoDb(1));
        var items = new Pricing(sheet).items(uses);
        return Optional.of(new RunCost(
                items.stream().mapToDouble(RunCost.Item::usdPer1000).sum(),
                sheet.currency(),
                sheet.asOf().toString(),
                items,
                missing));
    }

    /** No fewer than there were reads: who waited for another's read is a miss to the clients too. */
    private static double clientsMisses(Results results) {
        return 1
                - Optional.ofNullable(results.cache())
                                .map(Results.Cache::hitPercent)
                                .orElse(0.0)
                        / PERCENT;
    }

    private static Use fargate(Compute compute, Results results, List<String> missing) {
        var size = FargateSize.holding(
                compute.cpu().getNumericalAmount().doubleValue(),
                compute.memory().getNumericalAmount().doubleValue() / GIB);
        if (!size.isSold()) {
            missing.add("what a machine of this size costs beyond its share: no Fargate task is so large");
        }
        if (compute.autoscaling() != null) {
            missing.add("replicas that the autoscaler added");
        }
        return new Use.Fargate(size, compute.replicas(), results.throughput().requestsPerSecond());
    }

    private static Use lambda(
            PerformanceRunSpec spec,
            Results results,
            Optional<Breakdown> breakdown,
            OptionalDouble initSeconds,
            List<String> missing) {
        var settings = Objects.requireNonNullElseGet(
                spec.compute().lambda(), () -> new Compute.Lambda(1_769, 100, 0, 300, 300));
        if (settings.provisionedConcurrency() > 0) {
            missing.add("provisioned concurrency");
        }
        boolean streams = spec.storage().delivery() == Storage.Delivery.PROXY;
        var alone = breakdown
                .map(RunPrice::inTheFunction)
                .or(() -> Optional.ofNullable(results.warm()).map(Results.Warm::p50Ms));
        return new Use.Lambda(
                settings.memoryMb(),
                alone.orElse(meanMs(results)),
                alone.isPresent() ? initMs(results, initSeconds, missing) : withinMean(results, missing),
                streams ? Math.max(0, spec.model().sizeBytes() - FREE_BYTES) : 0);
    }

    private static double meanMs(Results results) {
        var latency = results.latency();
        return latency == null ? 0 : latency.meanMs();
    }

    private static double inTheFunction(Breakdown mean) {
        return mean.metadataMs() + mean.poolWaitMs() + mean.storageFirstByteMs() + mean.transferMs() + mean.otherMs();
    }

    /** Mean of all downloads. */
    private static double initMs(Results results, OptionalDouble initSeconds, List<String> missing) {
        double seconds = initSeconds.orElse(0);
        if (seconds > 0) {
            return MILLIS * seconds / Math.max(1, results.succeeded());
        }
        boolean isToldWarm = coldStarts(results).filter(count -> count == 0).isPresent();
        boolean isNone = initSeconds.isPresent() && coldStarts(results).orElse(0L) == 0;
        if (!isToldWarm && !isNone) {
            missing.add(INIT);
        }
        return 0;
    }

    /** The clients' mean holds the waits for starts already. */
    private static double withinMean(Results results, List<String> missing) {
        if (coldStarts(results).orElse(0L) > 0) {
            missing.add(INIT + " beyond the mean latency, which holds waits for starts");
        }
        return 0;
    }

    private static Optional<Long> coldStarts(Results results) {
        return Optional.ofNullable(results.cold()).map(Results.Cold::count);
    }
}
