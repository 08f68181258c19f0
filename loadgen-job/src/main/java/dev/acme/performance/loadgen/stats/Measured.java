package dev.acme.performance.loadgen.stats;

import dev.acme.performance.exchange.Ranks;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What all threads measured in one phase, merged exactly: sums, histograms and samples are added, never averaged. */
public final class Measured {
    private final Counts counts = new Counts();
    private final ReplicaCounts replicas = new ReplicaCounts();
    private final LatencyRecord response = new LatencyRecord(0);
    private final ServiceRecord service = new ServiceRecord();
    private final TimingRecord timing = new TimingRecord();
    private final AttemptRecord failed = new AttemptRecord();
    private final List<Tally> tallies;
    private final long lastEnd;
    private final long[] sorted;
    private final boolean isExact;

    /** Takes the samples out of the tallies, which have ended. */
    public Measured(List<Tally> ended) {
        tallies = List.copyOf(ended);
        int samples = 0;
        long last = Long.MIN_VALUE;
        boolean isComplete = true;
        for (Tally tally : tallies) {
            counts.merge(tally.counts());
            replicas.merge(tally.replicas());
            response.merge(tally.response());
            service.merge(tally.service());
            timing.merge(tally.timing());
            failed.merge(tally.failedAttempts());
            last = Math.max(last, tally.lastEnd());
            samples += tally.response().samples().size();
            isComplete &= tally.response().samples().isComplete();
        }
        lastEnd = last;
        isExact = isComplete;
        sorted = isExact ? sorted(samples) : new long[0];
    }

    private long[] sorted(int size) {
        long[] all = new long[size];
        int offset = 0;
        for (Tally tally : tallies) {
            offset = tally.response().samples().moveTo(all, offset);
        }
        Arrays.sort(all);
        return all;
    }

    public Counts counts() {
        return counts;
    }

    public ReplicaCounts replicas() {
        return replicas;
    }

    /** When the last request ended, in nanoseconds of {@link System#nanoTime}. */
    public long lastEnd() {
        return lastEnd;
    }

    public RunResult.Percentiles percentiles() {
        return isExact ? RunResult.Percentiles.EXACT : RunResult.Percentiles.HISTOGRAM;
    }

    /** Empty where nothing succeeded. */
    public Optional<Results.Latency> latency() {
        RankedLatencies ranked = ranked(RankedLatencies.Kind.ALL);
        long n = ranked.count();
        if (n == 0) {
            return Optional.empty();
        }
        OptionalLong high = Ranks.p99High(n);
        return Optional.of(new Results.Latency(
                Millis.ofNanos(response.meanNanos()),
                millis(ranked, 500),
                millis(ranked, 900),
                millis(ranked, 950),
                millis(ranked, 990),
                millis(ranked, 999),
                Millis.ofNanos(response.minNanos()),
                Millis.ofNanos(response.maxNanos()),
                Millis.ofNanos(response.standardDeviationNanos()),
                Millis.ofNanos(ranked.nanosAt(Ranks.p99Low(n))),
                high.isPresent() ? Millis.ofNanos(ranked.nanosAt(high.getAsLong())) : null));
    }

    /** Empty where no answer said that it met a cold start. */
    public Optional<Results.Cold> cold() {
        RankedLatencies ranked = ranked(RankedLatencies.Kind.COLD);
        long n = ranked.count();
        return n == 0 ? Optional.empty() : Optional.of(new Results.Cold(n, millis(ranked, 500), millis(ranked, 990)));
    }

    /** Empty where no answer came without a cold start. */
    public Optional<Results.Warm> warm() {
        RankedLatencies ranked = ranked(RankedLatencies.Kind.WARM);
        return ranked.count() == 0
                ? Optional.empty()
                : Optional.of(new Results.Warm(millis(ranked, 500), millis(ranked, 990)));
    }

    /** Unrounded. */
    public double meanMs() {
        return response.meanNanos() / 1e6;
    }

    public double medianMs() {
        RankedLatencies ranked = ranked(RankedLatencies.Kind.ALL);
        return ranked.count() == 0 ? 0 : millis(ranked, 500);
    }

    /** How late 99 of 100 requests were seen to be due at most; unrounded. */
    public double sendLagP99Ms() {
        return service.sendLag().getTotalCount() == 0 ? 0 : service.sendLag().getValueAtPercentile(99) / 1e3;
    }

    /** From the actual send; empty where nothing succeeded. */
    public Optional<RunResult.ServiceLatency> serviceLatency() {
        if (service.service().getTotalCount() == 0) {
            return Optional.empty();
        }
        var ranked = new RankedLatencies.Counted(service.service(), service.maxNanos());
        return Optional.of(new RunResult.ServiceLatency(
                Millis.ofNanos(service.meanNanos()),
                millis(ranked, 500),
                millis(ranked, 990),
                Millis.ofNanos(service.maxNanos())));
    }

    /** Over successes and failures, where time-outs count with the time they had waited; empty without any request (H-04). */
    public Optional<Results.Attempts> attempts() {
        var all = response.all().copy();
        all.add(failed.micros());
        long n = all.getTotalCount();
        if (n == 0) {
            return Optional.empty();
        }
        long failures = failed.micros().getTotalCount();
        double sum = (n == failures ? 0 : response.meanNanos() * (n - failures))
                + (failures == 0 ? 0 : failed.meanNanos() * failures);
        long max = Math.max(response.maxNanos(), failed.maxNanos());
        var ranked = new RankedLatencies.Counted(all, max);
        return Optional.of(new Results.Attempts(
                n,
                failed.censored(),
                Millis.ofNanos(sum / n),
                millis(ranked, 500),
                millis(ranked, 990),
                Millis.ofNanos(max)));
    }

    /** Far from the middle half, by Tukey's fences; nothing is left out for it. Empty where nothing succeeded (H-13). */
    public Optional<Results.Outliers> outliers() {
        RankedLatencies ranked = ranked(RankedLatencies.Kind.ALL);
        long n = ranked.count();
        return n == 0 ? Optional.empty() : Optional.of(Fences.of(ranked).outliers());
    }

    /** Where the clients' time went; empty where nothing succeeded (H-20). */
    public Optional<Results.Timing> timing() {
        return timing.timing();
    }

    /** The fastest success, from its send; nanoseconds. {@link Long#MAX_VALUE} where nothing succeeded. */
    public long fastestNanos() {
        return service.minNanos();
    }

    public RunResult.Histograms histograms() {
        return new RunResult.Histograms(
                Histograms.encoded(response.all()),
                Histograms.encoded(service.service()),
                Histograms.encoded(response.cold()),
                Histograms.encoded(failed.micros()),
                Histograms.encoded(timing.firstByte()));
    }

    /** One entry for every second from the start to the last in which a request ended. */
    public List<RunResult.Second> series(SecondPercentiles percentiles) {
        int used =
                tallies.stream().mapToInt(tally -> tally.seconds().used()).max().orElse(0);
        var series = new ArrayList<RunResult.Second>(used);
        for (int i = 0; i < used; i++) {
            series.add(second(i, percentiles));
        }
        return series;
    }

    private RunResult.Second second(int second, SecondPercentiles percentiles) {
        long requests = 0;
        long bytes = 0;
        long errors = 0;
        for (Tally tally : tallies) {
            requests += tally.seconds().requests(second);
            bytes += tally.seconds().bytes(second);
            errors += tally.seconds().errors(second);
        }
        SecondPercentiles.Pair pair = percentiles.of(second);
        return new RunResult.Second(
                second,
                requests,
                bytes,
                errors,
                pair == null ? null : pair.p50Ms(),
                pair == null ? null : pair.p99Ms());
    }

    private RankedLatencies ranked(RankedLatencies.Kind kind) {
        if (isExact) {
            return new RankedLatencies.Exact(sorted, kind);
        }
        var histogram = response.all().copy();
        switch (kind) {
            case ALL -> {}
            case COLD -> {
                histogram.reset();
                histogram.add(response.cold());
            }
            case WARM -> histogram.subtract(response.cold());
        }
        return new RankedLatencies.Counted(histogram, response.maxNanos());
    }

    private static double millis(RankedLatencies ranked, int perMille) {
        return Millis.ofNanos(ranked.nanosAt(Ranks.nearest(ranked.count(), perMille)));
    }
}
