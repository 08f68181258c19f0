package dev.acme.performance.registry.metrics;

import dev.acme.performance.registry.storage.Origin;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.hotspot.DefaultExports;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/** The contract's metrics of an always-warm service: seconds and bytes, histograms from 1 ms to 65 s by factors of two. */
public final class ServiceMetrics {
    private static final double[] BUCKETS = Buckets.seconds();
    private static final double NANOS_PER_SECOND = 1e9;

    private final CollectorRegistry registry = new CollectorRegistry();
    private final String backend;
    private final Counter requests = Counter.build("registry_requests", "Answers by status code.")
            .labelNames("code")
            .register(registry);
    private final Counter refusals = Counter.build(
                    "registry_refusals",
                    "Requests that were refused, or whose answer the service broke off, by reason.")
            .labelNames("reason")
            .register(registry);
    private final Counter bytesSent = Counter.build("registry_bytes_sent", "Bytes of archives sent to clients.")
            .register(registry);
    private final Counter cache = Counter.build("registry_cache_requests", "Archives asked of the cache, by outcome.")
            .labelNames("outcome")
            .register(registry);
    private final PhaseTimes times = new PhaseTimes(registry);
    private final Histogram queue = histogram("registry_queue_seconds", "Waiting to be handled.");
    private final Histogram metadata = histogram("registry_metadata_seconds", "Reading the catalogue.");
    private final Histogram poolWait =
            byBackend("registry_storage_pool_wait_seconds", "Waiting for a connection to the storage.");
    private final Histogram firstByte =
            byBackend("registry_storage_first_byte_seconds", "From having a connection to the storage's first byte.");
    private final Histogram read = byBackend("registry_storage_read_seconds", "Reading one body from the storage.");
    private final Histogram write = histogram("registry_response_write_seconds", "Writing one body to the client.");

    /** @param backend the storage's name, the value of the label of that name */
    public ServiceMetrics(String backend) {
        this.backend = backend;
        DefaultExports.register(registry);
        registry.register(ProcessorQuota.of(Path.of("/")));
        registry.register(NodeProcessors.of(Path.of("/")));
    }

    /** Shows the requests that wait to be handled, read at each scrape. */
    public void queueDepth(IntSupplier depth) {
        Gauge.build("registry_queue_depth", "Requests that wait to be handled, now.")
                .create()
                .setChild(live(depth))
                .register(registry);
    }

    /** Shows the storage's connections, read at each scrape. */
    public void storagePool(IntSupplier leased, IntSupplier pending) {
        Gauge.build("registry_storage_pool_leased", "Connections to the storage in use, now.")
                .labelNames("backend")
                .create()
                .setChild(live(leased), backend)
                .register(registry);
        Gauge.build("registry_storage_pool_pending", "Requests that wait for such a connection, now.")
                .labelNames("backend")
                .create()
                .setChild(live(pending), backend)
                .register(registry);
    }

    /**
     * An answer's end.
     *
     * @param nanos since the request's arrival
     * @param phases what they were spent with, nanoseconds
     */
    public void answered(int code, long nanos, Map<Phase, Long> phases) {
        requests.labels(Integer.toString(code)).inc();
        times.ended(nanos, phases);
    }

    /** An answer that is a problem, or that one cut off; {@code reason} is the problem's word. */
    public void refused(String reason) {
        refusals.labels(reason).inc();
    }

    /** What the storage gave to a single reader, before the first request. */
    public void storageAlone(long firstByteNanos, double bytesPerSecond) {
        Gauge.build("registry_storage_alone_first_byte_seconds", "The storage's first byte for a single reader.")
                .register(registry)
                .set(seconds(firstByteNanos));
        Gauge.build("registry_storage_alone_bytes_per_second", "What the storage gave to a single reader.")
                .register(registry)
                .set(bytesPerSecond);
    }

    public void queued(long nanos) {
        queue.observe(seconds(nanos));
    }

    public void metadataRead(long nanos) {
        metadata.observe(seconds(nanos));
    }

    /** A wait for a connection, in vain or not. */
    public void poolWaited(long nanos) {
        poolWait.labels(backend).observe(seconds(nanos));
    }

    public void opened(long firstByteNanos) {
        firstByte.labels(backend).observe(seconds(firstByteNanos));
    }

    /** A body's end, complete or not. */
    public void sent(long bytes, long writeNanos) {
        bytesSent.inc((double) bytes);
        write.observe(seconds(writeNanos));
    }

    /** A body was read from the storage while it was sent, complete or not. */
    public void read(long nanos) {
        read.labels(backend).observe(seconds(nanos));
    }

    /** Counted where there is a cache. */
    public void cacheAsked(Origin origin) {
        switch (origin) {
            case STORAGE -> {}
            case HIT, MISS, JOINED, BYPASS, UNKEPT ->
                cache.labels(origin.word()).inc();
        }
    }

    /**
     * In Prometheus's text format 0.0.4.
     *
     * @param names of the samples wanted; none means all of them
     */
    public String text(Set<String> names) {
        return MetricsText.of(registry, names);
    }

    private Histogram histogram(String name, String help) {
        return Histogram.build(name, help).buckets(BUCKETS).register(registry);
    }

    private Histogram byBackend(String name, String help) {
        return Histogram.build(name, help)
                .buckets(BUCKETS)
                .labelNames("backend")
                .register(registry);
    }

    private static Gauge.Child live(IntSupplier value) {
        return new Gauge.Child() {
            @Override
            public double get() {
                return value.getAsInt();
            }
        };
    }

    private static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }
}
