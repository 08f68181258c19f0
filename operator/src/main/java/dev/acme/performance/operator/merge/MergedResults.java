package dev.acme.performance.operator.merge;

import static dev.acme.performance.operator.merge.HistogramSum.rounded;

import dev.acme.performance.exchange.Arrival;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.ResultsBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the clients of several load generators saw, together: counters added, shares and means made anew. */
record MergedResults(
        List<Results> parts,
        boolean isBurst,
        HistogramSum responses,
        HistogramSum cold,
        HistogramSum failed,
        HistogramSum firstByte) {
    private static final double MEGABYTE = 1e6;

    MergedResults {
        parts = List.copyOf(parts);
    }

    Results results() {
        var latency = new MergedLatency(parts, responses);
        return ResultsBuilder.builder()
                .clients((int) sum(Results::clients))
                .requests(requests())
                .succeeded(succeeded())
                .failed(sum(Results::failed))
                .successPercent(percent(succeeded(), requests()))
                .errorPercent(percent(sum(Results::failed), requests()))
                .errors(errors())
                .bytes(sum(Results::bytes))
                .durationSeconds(parts.stream()
                        .mapToDouble(Results::durationSeconds)
                        .max()
                        .orElse(0))
                .throughput(throughput())
                .latency(latency.latency())
                .cold(coldStarts())
                .warm(warm())
                .cache(cache())
                .redirect(redirect())
                .replicas(replicas())
                .arrival(arrival())
                .attempts(attempts())
                .outliers(latency.outliers())
                .timing(new MergedTiming(parts, firstByte).timing())
                .build();
    }

    private long requests() {
        return sum(Results::requests);
    }

    private long succeeded() {
        return sum(Results::succeeded);
    }

    private Results.Errors errors() {
        return new Results.Errors(
                sum(part -> part.errors().timeout()),
                sum(part -> part.errors().connect()),
                sum(part -> part.errors().reset()),
                sum(part -> part.errors().status()),
                sum(part -> part.errors().truncated()),
                sum(part -> part.errors().corrupt()),
                sum(part -> part.errors().throttled()));
    }

    /** Over the common window: a burst lasts until the last answer of all, a timed window is the same for each. */
    private Results.Throughput throughput() {
        double longest =
                parts.stream().mapToDouble(Results::durationSeconds).max().orElse(0);
        double requests = isBurst && longest > 0
                ? succeeded() / longest
                : parts.stream()
                        .mapToDouble(part -> part.throughput().requestsPerSecond())
                        .sum();
        double bytes = isBurst && longest > 0
                ? sum(Results::bytes) / longest
                : sum(part -> part.throughput().bytesPerSecond());
        return new Results.Throughput(
                Math.round(requests * 1e3) / 1e3, Math.round(bytes), Math.round(bytes / MEGABYTE * 1e3) / 1e3);
    }

    private Results.@Nullable Cold coldStarts() {
        long n = cold.count();
        return n == 0 ? null : new Results.Cold(n, cold.millis(500), cold.millis(990));
    }

    private Results.@Nullable Warm warm() {
        var rest = responses.without(cold);
        return rest.count() == 0 ? null : new Results.Warm(rest.millis(500), rest.millis(990));
    }

    private Results.@Nullable Cache cache() {
        var each = each(Results::cache).toList();
        long hits = each.stream().mapToLong(Results.Cache::hits).sum();
        long misses = each.stream().mapToLong(Results.Cache::misses).sum();
        return each.isEmpty() ? null : new Results.Cache(hits, misses, rounded(100.0 * hits / (hits + misses)));
    }

    private Results.@Nullable Redirect redirect() {
        var each = each(Results::redirect).toList();
        long n = each.stream().mapToLong(Results.Redirect::count).sum();
        return each.isEmpty()
                ? null
                : new Results.Redirect(
                        n,
                        rounded(each.stream()
                                        .mapToDouble(part -> part.count() * part.registryMeanMs())
                                        .sum()
                                / n),
                        rounded(each.stream()
                                        .mapToDouble(part -> part.count() * part.storageMeanMs())
                                        .sum()
                                / n));
    }

    /** By address; the order is that of addresses, for each generator met them in its own. */
    private List<Results.Replica> replicas() {
        Map<String, Results.Replica> byAddress = new TreeMap<>();
        parts.stream()
                .flatMap(part -> part.replicas().stream())
                .forEach(replica -> byAddress.merge(replica.address(), replica, MergedResults::together));
        return byAddress.values().stream()
                .map(replica -> new Results.Replica(
                        replica.address(),
                        replica.requests(),
                        replica.succeeded(),
                        replica.bytes(),
                        percent(replica.requests(), requests()),
                        replica.meanMs()))
                .sorted(Comparator.comparing(Results.Replica::address))
                .toList();
    }

    private static Results.Replica together(Results.Replica one, Results.Replica other) {
        long succeeded = one.succeeded() + other.succeeded();
        double sum = Objects.requireNonNullElse(one.meanMs(), 0.0) * one.succeeded()
                + Objects.requireNonNullElse(other.meanMs(), 0.0) * other.succeeded();
        return new Results.Replica(
                one.address(),
                one.requests() + other.requests(),
                succeeded,
                one.bytes() + other.bytes(),
                0,
                succeeded == 0 ? null : rounded(sum / succeeded));
    }

    private @Nullable Arrival arrival() {
        var each = each(Results::arrival).toList();
        if (each.isEmpty()) {
            return null;
        }
        var first = each.getFirst();
        boolean isPlanned = first.planned() != null;
        return new Arrival(
                first.kind(),
                first.seed(),
                isPlanned
                        ? Math.round(1e3
                                        * each.stream()
                                                .mapToDouble(part -> orZero(part.offeredPerSecond()))
                                                .sum())
                                / 1e3
                        : null,
                isPlanned
                        ? each.stream()
                                .mapToLong(part -> orZero(part.planned()))
                                .sum()
                        : null,
                isPlanned ? each.stream().mapToLong(part -> orZero(part.sent())).sum() : null,
                isPlanned
                        ? each.stream().mapToLong(part -> orZero(part.unsent())).sum()
                        : null,
                isPlanned
                        ? each.stream().mapToLong(part -> orZero(part.waited())).sum()
                        : null,
                first.note());
    }

    private Results.@Nullable Attempts attempts() {
        var all = responses.with(failed);
        var each = each(Results::attempts).toList();
        long n = all.count();
        if (n == 0 || each.isEmpty()) {
            return null;
        }
        double sum =
                each.stream().mapToDouble(part -> part.count() * part.meanMs()).sum();
        double max = each.stream().mapToDouble(Results.Attempts::maxMs).max().orElse(0);
        return new Results.Attempts(
                n,
                each.stream().mapToLong(Results.Attempts::censored).sum(),
                rounded(sum / n),
                Math.min(max, all.millis(500)),
                Math.min(max, all.millis(990)),
                max);
    }

    private <T> Stream<T> each(Function<Results, @Nullable T> part) {
        return parts.stream().map(part).filter(Objects::nonNull);
    }

    private long sum(ToLongFunction<Results> count) {
        return parts.stream().mapToLong(count).sum();
    }

    private static long orZero(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    private static double percent(long part, long all) {
        return all == 0 ? 0 : Math.round(1e6 * part / all) / 1e4;
    }
}
