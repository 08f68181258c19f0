package dev.acme.performance.loadgen.stats;

import org.HdrHistogram.Histogram;
import org.apache.commons.statistics.descriptive.LongMean;

/** Times from the actual send, and how late that was. */
final class ServiceRecord {
    private final Histogram service = Histograms.empty();
    private final Histogram sendLag = Histograms.empty();
    private final LongMean mean = LongMean.create();
    private long maxNanos;

    void add(long serviceNanos, long lagNanos) {
        service.recordValue(Histograms.micros(serviceNanos));
        sendLag.recordValue(Histograms.micros(lagNanos));
        mean.accept(serviceNanos);
        maxNanos = Math.max(maxNanos, serviceNanos);
    }

    void merge(ServiceRecord other) {
        service.add(other.service);
        sendLag.add(other.sendLag);
        mean.combine(other.mean);
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

    long maxNanos() {
        return maxNanos;
    }
}
