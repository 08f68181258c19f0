package dev.acme.performance.loadgen.stats;

import dev.acme.performance.loadgen.http.CacheWord;
import dev.acme.performance.loadgen.http.Failure;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one thread measures in one phase. Only that thread writes; others read the live counters while it runs and
 * everything once it ended. Response time counts from the instant at which the request was to be sent, so that neither
 * a stalled server nor a late client can hide; service time from the actual send. Instants are nanoseconds of
 * {@link System#nanoTime}.
 */
public final class Tally {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final LatencyRecord response;
    private final ServiceRecord service = new ServiceRecord();
    private final TimingRecord timing = new TimingRecord();
    private final AttemptRecord failedAttempts = new AttemptRecord();
    private final Counts counts = new Counts();
    private final ReplicaCounts replicas = new ReplicaCounts();
    private final Seconds seconds;
    private final SecondHandover handover = new SecondHandover();
    private final AtomicLong liveRequests = new AtomicLong();
    private final AtomicLong liveFailures = new AtomicLong();
    private final AtomicLong liveBytes = new AtomicLong();
    private long start;
    private long windowNanos = Long.MAX_VALUE;
    private long lastEnd;
    private int second;

    /** {@code samplesToKeep}: latencies kept exactly; {@code expectedSeconds}: room made at once. */
    public Tally(int samplesToKeep, int expectedSeconds) {
        response = new LatencyRecord(samplesToKeep);
        seconds = new Seconds(expectedSeconds);
    }

    /** The phase starts; what ends later than {@code window} after it counts in latencies, not in throughput. */
    public void begin(long startNanos, long window) {
        start = startNanos;
        lastEnd = startNanos;
        windowNanos = window;
    }

    /** Keeps the seconds going where nothing ends. */
    public void tick(long now) {
        int reached = (int) ((now - start) / SECOND_NANOS);
        if (reached > second) {
            second = reached;
            handover.advanceTo(second);
        }
    }

    /** A request whose answer is right. */
    public void succeeded(Times times, long bodyBytes, boolean isCold) {
        tick(times.ended());
        long responseNanos = times.ended() - times.intended();
        response.add(responseNanos, isCold);
        service.add(times.ended() - times.sent());
        timing.add(times);
        occupied(times.intended(), times.ended());
        counts.succeeded(bodyBytes, times.ended() - start <= windowNanos);
        replicas.succeeded(times.replica(), bodyBytes, responseNanos);
        seconds.succeeded(second, bodyBytes);
        handover.record(Histograms.micros(responseNanos));
        ended(times.ended());
        liveBytes.setOpaque(counts.bytes());
    }

    /** What the service's cache had to do with a successful request. */
    public void cache(CacheWord word) {
        counts.cache(word);
    }

    /** A successful request had two parts: at the service from the planned start, then at the storage; nanoseconds. */
    public void redirected(long registryNanos, long storageNanos) {
        counts.redirected(registryNanos, storageNanos);
    }

    /** How the body of a successful request was checked beside its length. */
    public void checked(boolean byCrc32c, boolean bySha256) {
        counts.checked(byCrc32c, bySha256);
    }

    public void failed(Failure failure, Times times) {
        replicas.failed(times.replica());
        occupied(times.intended(), times.ended());
        failed(failure, times.intended(), times.ended());
    }

    /** A client of a closed loop was busy from then to then, with a request, a pause or connecting (H-07). */
    public void occupied(long from, long to) {
        long windowEnd = start + windowNanos;
        boolean isInside = windowNanos == Long.MAX_VALUE || to - windowEnd < 0;
        long left = isInside ? to : windowEnd;
        counts.occupied(Math.max(0, left - from));
    }

    /** A planned request that was not sent until it counts as timed out. */
    public void givenUp(long intended, long now) {
        failed(Failure.TIMEOUT, intended, now);
    }

    private void failed(Failure failure, long intended, long now) {
        tick(now);
        failedAttempts.add(now - intended, failure == Failure.TIMEOUT);
        counts.failed(failure, now - start <= windowNanos);
        seconds.failed(second);
        ended(now);
        liveFailures.setOpaque(counts.failed());
    }

    /** A request was due that long before this program saw it. */
    public void noticed(long lagNanos) {
        service.addLag(Math.max(0, lagNanos));
    }

    /** An open loop's plan: starts planned, sent, never sent, and sent only after a wait for a free client. */
    public void arrived(long planned, long sent, long unsent, long waited) {
        counts.arrived(planned, sent, unsent, waited);
    }

    /** Bytes came that no request had asked for. */
    public void strayAnswer() {
        counts.strayAnswer();
    }

    /** The thread writes no more. */
    public void close() {
        handover.close();
    }

    private void ended(long now) {
        lastEnd = Math.max(lastEnd, now);
        liveRequests.setOpaque(counts.requests());
    }

    /** Live: ended requests so far. */
    public long liveRequests() {
        return liveRequests.getOpaque();
    }

    public long liveFailures() {
        return liveFailures.getOpaque();
    }

    public long liveBytes() {
        return liveBytes.getOpaque();
    }

    SecondHandover handover() {
        return handover;
    }

    LatencyRecord response() {
        return response;
    }

    ServiceRecord service() {
        return service;
    }

    TimingRecord timing() {
        return timing;
    }

    AttemptRecord failedAttempts() {
        return failedAttempts;
    }

    Counts counts() {
        return counts;
    }

    ReplicaCounts replicas() {
        return replicas;
    }

    Seconds seconds() {
        return seconds;
    }

    long lastEnd() {
        return lastEnd;
    }

    /** The instants of one request and whom it asked, read where it is counted. */
    public interface Times {
        /** When it was to be sent. */
        long intended();

        long sent();

        /** When the first byte of the answer that had the body had come. */
        long firstByte();

        /** When its last byte had come. */
        long ended();

        /** The number of the replica that was asked. */
        int replica();
    }
}
