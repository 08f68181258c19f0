package dev.acme.performance.loadgen.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Median and p99 of each second over all threads, taken while they run, as soon as all have left the second. */
public final class SecondPercentiles {
    private static final double MICROS_PER_MILLI = 1e3;

    private final List<Tally> tallies;
    private final Histogram second = Histograms.empty();
    private final List<@Nullable Pair> found = new ArrayList<>();

    public SecondPercentiles(List<Tally> tallies) {
        this.tallies = List.copyOf(tallies);
    }

    /** Takes every second that all threads have left. */
    public void collect() {
        while (found.size() < Seconds.LIMIT && haveAllLeft(found.size()) && hasMore()) {
            found.add(pair(found.size()));
        }
    }

    /** Of the latest second that was taken; empty where nothing succeeded in it, or a thread's latencies of it were lost. */
    public Optional<Pair> latest() {
        return found.isEmpty() ? Optional.empty() : Optional.ofNullable(found.getLast());
    }

    @Nullable
    Pair of(int past) {
        return past < found.size() ? found.get(past) : null;
    }

    private boolean haveAllLeft(int past) {
        for (Tally tally : tallies) {
            if (!tally.handover().hasLeft(past)) {
                return false;
            }
        }
        return true;
    }

    /** Closed tallies have left all seconds there could be: only those in which something ended are of interest. */
    private boolean hasMore() {
        for (Tally tally : tallies) {
            if (!tally.handover().isClosed() || found.size() < tally.seconds().used()) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Pair pair(int past) {
        second.reset();
        boolean isWhole = true;
        for (Tally tally : tallies) {
            isWhole &= tally.handover().moveTo(second, past);
        }
        return isWhole && second.getTotalCount() > 0 ? new Pair(millis(50), millis(99)) : null;
    }

    private double millis(double percentile) {
        return Millis.rounded(second.getValueAtPercentile(percentile) / MICROS_PER_MILLI);
    }

    /** Milliseconds. */
    public record Pair(double p50Ms, double p99Ms) {}
}
