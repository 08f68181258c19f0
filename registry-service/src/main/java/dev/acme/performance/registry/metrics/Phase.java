package dev.acme.performance.registry.metrics;

import java.util.Locale;

/** What a request spends its time with; together the phases leave out only the service's own work between them. */
public enum Phase {
    /** Waiting to be handled: for a thread, or for an environment of a function to start. */
    QUEUE,
    /** Reading the catalogue. */
    METADATA,
    /** Waiting for a connection to the storage. */
    POOL,
    /** From having a connection to the storage's first byte. */
    FIRSTBYTE,
    /** Waiting for the archive's further bytes while they are sent. */
    READ,
    /** Writing the archive to the client. */
    WRITE;

    /** The word in metrics. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
