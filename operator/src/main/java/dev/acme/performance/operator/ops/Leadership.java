package dev.acme.performance.operator.ops;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether this replica may change anything, judged at each request: a JVM that was paused wakes up in the middle of its
 * work and would write on, long after another replica took over. The lease counts from before its renewal was sent, which
 * is earlier than anybody else counts.
 */
public final class Leadership implements Interceptor {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String LEASES = "/apis/coordination.k8s.io/";
    /** Questions and not changes, although they are posted. */
    private static final String REVIEWS = "/apis/authorization.k8s.io/";

    private final LongSupplier nanoTime;
    private final Duration lease;
    private final Runnable lost;
    private final AtomicBoolean isLeading = new AtomicBoolean();
    private final AtomicBoolean isResigning = new AtomicBoolean();
    private final AtomicBoolean hasReleased = new AtomicBoolean();
    private final AtomicLong sentAt = new AtomicLong();
    private final AtomicLong renewedAt = new AtomicLong();

    /** @param lost ends the process at once */
    public Leadership(LongSupplier nanoTime, Duration lease, Runnable lost) {
        this.nanoTime = nanoTime;
        this.lease = lease;
        this.lost = lost;
    }

    public boolean isLeading() {
        return isLeading.get();
    }

    public void won() {
        isLeading.set(true);
    }

    /** The lease ran out or somebody else has it; nothing to be said of it where it is given back. */
    public void ended() {
        if (isLeading.getAndSet(false) && !isResigning.get()) {
            lost.run();
        }
    }

    /** From now on the end of the lease is wanted. */
    public void resign() {
        isResigning.set(true);
    }

    /** From now on the lease is anybody's. */
    public void release() {
        hasReleased.set(true);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (READS.contains(request.method())) {
            return;
        }
        String path = request.uri().getPath();
        if (path.startsWith(LEASES)) {
            sentAt.set(nanoTime.getAsLong());
        } else if (!path.startsWith(REVIEWS) && hasReleased.get()) {
            throw new IllegalStateException("the lease was given back: too late to write " + path);
        } else if (!path.startsWith(REVIEWS) && nanoTime.getAsLong() - renewedAt.get() >= lease.toNanos()) {
            lost.run();
            throw new IllegalStateException("the lease is too old to write " + path);
        }
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        boolean isRenewal = !READS.contains(request.method())
                && request.uri().getPath().startsWith(LEASES)
                && response.isSuccessful();
        if (isRenewal) {
            renewedAt.set(sentAt.get());
        }
    }
}
