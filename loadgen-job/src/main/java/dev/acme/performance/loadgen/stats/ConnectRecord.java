package dev.acme.performance.loadgen.stats;

import dev.acme.performance.exchange.RunResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.commons.statistics.descriptive.LongMean;

/** How long one thread's connections took to open before the start. */
public final class ConnectRecord {
    private final Histogram micros = Histograms.empty();
    private final LongMean mean = LongMean.create();
    private final AtomicLong live = new AtomicLong();
    private long maxNanos;
    private long opened;
    private long failed;

    public void opened(long nanos) {
        micros.recordValue(Histograms.micros(nanos));
        mean.accept(nanos);
        maxNanos = Math.max(maxNanos, nanos);
        opened++;
        live.setOpaque(opened + failed);
    }

    public void failed() {
        failed++;
        live.setOpaque(opened + failed);
    }

    /** Live: attempts that ended so far. */
    public long liveAttempts() {
        return live.getOpaque();
    }

    /** All threads together, after they ended. */
    public static RunResult.Connect merged(List<ConnectRecord> ended) {
        var all = new ConnectRecord();
        for (ConnectRecord record : ended) {
            all.micros.add(record.micros);
            all.mean.combine(record.mean);
            all.maxNanos = Math.max(all.maxNanos, record.maxNanos);
            all.opened += record.opened;
            all.failed += record.failed;
        }
        if (all.opened == 0) {
            return new RunResult.Connect(0, all.failed, null, null, null);
        }
        return new RunResult.Connect(
                all.opened,
                all.failed,
                Millis.ofNanos(all.mean.getAsDouble()),
                Math.min(Millis.ofNanos(all.maxNanos), Millis.rounded(all.micros.getValueAtPercentile(99) / 1e3)),
                Millis.ofNanos(all.maxNanos));
    }
}
