package dev.acme.performance.registry.wire;

import dev.acme.performance.registry.deadline.Deadlines;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the requests under way, first come first served, and keeps their connections for the next ones. */
final class ConnectionPool implements AutoCloseable {
    private final WireSettings settings;
    private final Deadlines deadlines;
    private final Semaphore permits;
    private final AtomicInteger pending = new AtomicInteger();
    private final ConcurrentLinkedDeque<WireConnection> idle = new ConcurrentLinkedDeque<>();
    private final PieceBuffers buffers;
    private volatile boolean closed;

    ConnectionPool(WireSettings settings, Deadlines deadlines) {
        this.settings = settings;
        this.deadlines = deadlines;
        this.permits = new Semaphore(settings.connections(), true);
        this.buffers = new PieceBuffers(settings.pieceBytes());
    }

    int leased() {
        return settings.connections() - permits.availablePermits();
    }

    int pending() {
        return pending.get();
    }

    /**
     * Waits for the right to one exchange, which {@link #lease} then uses.
     *
     * @throws PoolExhausted where no connection came free in time
     */
    void acquire() throws InterruptedIOException {
        pending.incrementAndGet();
        try {
            if (!permits.tryAcquire(settings.acquire().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PoolExhausted(settings.connections(), settings.acquire());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a connection");
        } finally {
            pending.decrementAndGet();
        }
    }

    /**
     * A kept or a new connection to the endpoint.
     *
     * @throws IOException where the endpoint cannot be reached
     */
    Lease lease(Endpoint endpoint) throws IOException {
        try {
            return new Lease(this, connection(endpoint), buffers.take(), settings);
        } catch (IOException | RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    void giveBack(Lease lease, boolean reusable) {
        buffers.give(lease.buffer().clear());
        var connection = lease.connection();
        if (reusable && !closed) {
            connection.rest(settings.idle());
            idle.addFirst(connection);
            shrink();
        } else {
            connection.discard();
        }
        permits.release();
    }

    @Override
    public void close() {
        closed = true;
        for (var connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            connection.discard();
        }
    }

    private WireConnection connection(Endpoint endpoint) throws IOException {
        for (var kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (kept.endpoint().equals(endpoint) && kept.wake()) {
                return kept;
            }
            kept.discard();
        }
        return WireConnection.open(endpoint, settings, deadlines);
    }

    /** Connections that closed themselves after their rest lie at the far end. */
    private void shrink() {
        var oldest = idle.pollLast();
        if (oldest == null) {
            return;
        }
        if (oldest.isOpen() && idle.size() < settings.connections()) {
            idle.addLast(oldest);
        } else {
            oldest.discard();
        }
    }
}
