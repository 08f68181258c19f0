package dev.acme.performance.loadgen.stats;

import org.HdrHistogram.Histogram;
import org.apache.commons.statistics.descriptive.LongMean;

/** Times from the actual send, and by how much this program was late to see that a request was due. */
final class ServiceRecord {
    private final Histogram service = Histograms.empty();
    private final Histogram sendLag = Histograms.empty();
    private final LongMean mean = LongMean.create();
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos;

    void add(long serviceNanos) {
        service.recordValue(Histograms.micros(serviceNanos));
        mean.accept(serviceNanos);
        minNanos = Math.min(minNanos, serviceNanos);
        maxNanos = Math.max(maxNanos, serviceNanos);
    }

    /** Of a send, or of an open loop's plan. */
    void addLag(long nanos) {
        sendLag.recordValue(Histograms.micros(nanos));
    }

    void merge(ServiceRecord other) {
        service.add(other.service);
        sendLag.add(other.sendLag);
        mean.combine(other.mean);
        minNanos = Math.min(minNanos, other.minNanos);
        maxNanos = Math.max(maxNanos, other.maxNanos);
    }

    Histogram service() {
        return service;
    }

    Histogram sendLag() {
        return sendLag;
    }

    double meanNanos() {
        return mean.getAsDouble();
    }

    long minNanos() {
        return minNanos;
    }

    long maxNanos() {
        return maxNanos;
    }
}
