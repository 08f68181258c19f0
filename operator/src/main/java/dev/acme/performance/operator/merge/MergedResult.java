package dev.acme.performance.operator.merge;

import static dev.acme.performance.operator.merge.HistogramSum.rounded;

import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Noise;
import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResult.Histograms;
import dev.acme.performance.exchange.RunResult.Percentiles;
import dev.acme.performance.exchange.RunResult.Second;
import dev.acme.performance.exchange.RunResultBuilder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What several load generators measured together, from one common start: counters and histograms are added, seconds
 * aligned, and percentiles read from the sum; never is a percentile averaged (H-14). Of what cannot be added, such as the
 * generators' health, the worst stands for all.
 */
public final class MergedResult {
    private final List<RunResult> parts;
    private final HistogramSum responses;
    private final HistogramSum service;
    private final HistogramSum cold;
    private final HistogramSum failed;
    private final HistogramSum firstByte;

    private MergedResult(List<RunResult> parts) {
        this.parts = List.copyOf(parts);
        responses = histogram(Histograms::responseTime);
        service = histogram(Histograms::serviceTime);
        cold = histogram(Histograms::coldTime);
        failed = histogram(Histograms::failedTime);
        firstByte = histogram(Histograms::firstByteTime);
    }

    /** Empty where nobody left a result; one alone is what it is. {@code wanted}: how many there must be. */
    public static Optional<RunResult> of(List<RunResult> parts, int wanted) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(wanted == 1 ? parts.getFirst() : new MergedResult(parts).merged(wanted));
    }

    private RunResult merged(int wanted) {
        var results = new MergedResults(
                        parts.stream().map(RunResult::results).toList(),
                        parts.getFirst().mode() == LoadMode.BURST,
                        responses,
                        cold,
                        failed,
                        firstByte)
                .results();
        var judgement = new MergedValidity(parts, results, wanted, isWhole(results.succeeded()));
        return RunResultBuilder.builder()
                .version(RunResult.VERSION)
                .mode(parts.getFirst().mode())
                .startedAt(first(RunResult::startedAt))
                .finishedAt(last().finishedAt())
                .results(results)
                .serviceLatency(serviceLatency())
                .validity(judgement.validity())
                .validityReasons(judgement.reasons())
                .histograms(new Histograms(
                        responses.encoded(), service.encoded(), cold.encoded(), failed.encoded(), firstByte.encoded()))
                .series(series())
                .client(client())
                .verified(new RunResult.Verified(
                        sum(part -> part.verified().length()),
                        sum(part -> part.verified().crc32c()),
                        sum(part -> part.verified().sha256())))
                .warmup(warmup())
                .percentiles(Percentiles.HISTOGRAM)
                .connect(connect())
                .counters(last().counters())
                .findings(parts.stream()
                        .flatMap(part -> part.findings().stream())
                        .distinct()
                        .limit(Notice.MOST_IN_RESULT)
                        .toList())
                .machine(MergedMachine.of(each(RunResult::machine)))
                .noise(noise())
                .build();
    }

    /** A summary of a termination message may have come without its histograms. */
    private boolean isWhole(long succeeded) {
        return responses.isWhole() && cold.isWhole() && failed.isWhole() && responses.count() == succeeded;
    }

    private RunResult.@Nullable ServiceLatency serviceLatency() {
        var each = each(RunResult::serviceLatency);
        if (each.isEmpty() || service.count() == 0) {
            return null;
        }
        double sum = 0;
        for (RunResult part : parts) {
            sum += part.serviceLatency() == null
                    ? 0
                    : part.serviceLatency().meanMs() * part.results().succeeded();
        }
        double max =
                each.stream().mapToDouble(RunResult.ServiceLatency::maxMs).max().orElse(0);
        return new RunResult.ServiceLatency(
                rounded(sum / service.count()),
                Math.min(max, service.millis(500)),
                Math.min(max, service.millis(990)),
                max);
    }

    /** Percentiles of a second cannot be had from those of its parts. */
    private List<Second> series() {
        var bySecond = new TreeMap<Integer, Second>();
        parts.stream()
                .flatMap(part -> part.series().stream())
                .forEach(second -> bySecond.merge(
                        second.second(),
                        new Second(second.second(), second.requests(), second.bytes(), second.errors(), null, null),
                        (one, other) -> new Second(
                                one.second(),
                                one.requests() + other.requests(),
                                one.bytes() + other.bytes(),
                                one.errors() + other.errors(),
                                null,
                                null)));
        return List.copyOf(bySecond.values());
    }

    /** Seconds and processors of all, everything else of the worst. */
    private RunResult.ClientHealth client() {
        var throttled = parts.stream()
                .map(part -> part.client().throttledPercent())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        return new RunResult.ClientHealth(
                rounded(parts.stream()
                        .mapToDouble(part -> part.client().cpuSeconds())
                        .sum()),
                parts.stream().mapToDouble(part -> part.client().cpuLimit()).sum(),
                worst(part -> part.client().cpuPercent()),
                worst(part -> part.client().gcMs()),
                worst(part -> part.client().gcPercent()),
                worst(part -> part.client().sendLagP99Ms()),
                worst(part -> part.client().busyPercent()),
                throttled.orElse(null));
    }

    private RunResult.@Nullable Warmup warmup() {
        var each = each(RunResult::warmup);
        if (each.isEmpty()) {
            return null;
        }
        long succeeded = 0;
        double sum = 0;
        for (RunResult.Warmup part : each) {
            long n = part.requests() - part.failed();
            succeeded += n;
            sum += part.meanMs() == null ? 0 : n * part.meanMs();
        }
        return new RunResult.Warmup(
                each.getFirst().durationSeconds(),
                each.stream().mapToLong(RunResult.Warmup::requests).sum(),
                each.stream().mapToLong(RunResult.Warmup::failed).sum(),
                succeeded == 0 ? null : rounded(sum / succeeded));
    }

    /** The worst of what each was told by its machine. */
    private @Nullable Noise noise() {
        var each = each(RunResult::noise);
        return each.isEmpty()
                ? null
                : new Noise(
                        most(each, Noise::stealPercent),
                        most(each, Noise::othersPercent),
                        most(each, Noise::cpuPressurePercent),
                        most(each, Noise::memoryPressurePercent),
                        most(each, Noise::ioPressurePercent));
    }

    private static @Nullable Double most(List<Noise> each, Function<Noise, @Nullable Double> percent) {
        return each.stream()
                .map(percent)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Without a percentile: there is no histogram to read it from. */
    private RunResult.@Nullable Connect connect() {
        var each = each(RunResult::connect);
        long opened = each.stream().mapToLong(RunResult.Connect::opened).sum();
        double sum = 0;
        double max = 0;
        for (RunResult.Connect part : each) {
            sum += part.meanMs() == null ? 0 : part.opened() * part.meanMs();
            max = Math.max(max, part.maxMs() == null ? 0 : part.maxMs());
        }
        return each.isEmpty()
                ? null
                : new RunResult.Connect(
                        opened,
                        each.stream().mapToLong(RunResult.Connect::failed).sum(),
                        opened == 0 ? null : rounded(sum / opened),
                        null,
                        opened == 0 ? null : max);
    }

    private HistogramSum histogram(Function<Histograms, String> which) {
        return HistogramSum.of(
                parts.stream().map(RunResult::histograms).map(which).toList());
    }

    private long sum(ToLongFunction<RunResult> count) {
        return parts.stream().mapToLong(count).sum();
    }

    private double worst(ToDoubleFunction<RunResult> value) {
        return parts.stream().mapToDouble(value).max().orElse(0);
    }

    private Instant first(Function<RunResult, Instant> instant) {
        return parts.stream().map(instant).min(Comparator.naturalOrder()).orElseThrow();
    }

    /** The one that ended last: what its target counted then holds what all asked for. */
    private RunResult last() {
        return parts.stream().max(Comparator.comparing(RunResult::finishedAt)).orElseThrow();
    }

    private <T> List<T> each(Function<RunResult, @Nullable T> part) {
        return parts.stream().map(part).filter(Objects::nonNull).toList();
    }
}
