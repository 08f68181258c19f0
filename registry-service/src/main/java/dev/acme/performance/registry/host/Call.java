package dev.acme.performance.registry.host;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** One invocation between the client's thread, which waits for the reply and reads it, and the environment's. */
final class Call {
    private final String id = UUID.randomUUID().toString();
    private final byte[] event;
    private final Instant deadline;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final CountDownLatch read = new CountDownLatch(1);

    Call(byte[] event, Instant deadline) {
        this.event = event.clone();
        this.deadline = deadline;
    }

    String id() {
        return id;
    }

    byte[] event() {
        return event.clone();
    }

    Instant deadline() {
        return deadline;
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    /** The reply has been read to its end, or nobody will. */
    CountDownLatch read() {
        return read;
    }
}
