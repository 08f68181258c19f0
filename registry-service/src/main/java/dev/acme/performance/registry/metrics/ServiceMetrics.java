package dev.acme.performance.registry.metrics;

import dev.acme.performance.registry.storage.Origin;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.IntSupplier;

/** The contract's metrics of an always-warm service: seconds and bytes, histograms from 1 ms to 65 s by factors of two. */
public final class ServiceMetrics {
    private static final double[] BUCKETS = buckets();
    private static final double NANOS_PER_SECOND = 1e9;

    private final CollectorRegistry registry = new CollectorRegistry();
    private final String backend;
    private final Counter requests = Counter.build("registry_requests", "Answers by status code.")
            .labelNames("code")
            .register(registry);
    private final Counter bytesSent = Counter.build("registry_bytes_sent", "Bytes of archives sent to clients.")
            .register(registry);
    private final Counter cache = Counter.build("registry_cache_requests", "Archives asked of the cache, by outcome.")
            .labelNames("outcome")
            .register(registry);
    private final Histogram request =
            histogram("registry_request_seconds", "From a request's arrival to its answer's end.");
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

    public void answered(int code, long nanos) {
        requests.labels(Integer.toString(code)).inc();
        request.observe(seconds(nanos));
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

    /** All of them in Prometheus's text format 0.0.4. */
    public String text() {
        var text = new StringWriter();
        try {
            TextFormat.write004(text, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
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

    private static double[] buckets() {
        var bounds = new double[17];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = 0.001 * (1 << i);
        }
        return bounds;
    }
}
