package dev.acme.performance.registry.storage;

import java.io.Serializable;

/**
 * What it took to open an archive.
 *
 * @param poolWaitNanos waiting for a connection of the pool
 * @param firstByteNanos from then to the storage's first byte
 */
public record OpeningTimes(long poolWaitNanos, long firstByteNanos) implements Serializable {}
