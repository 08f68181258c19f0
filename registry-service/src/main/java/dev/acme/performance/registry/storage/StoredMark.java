package dev.acme.performance.registry.storage;

/**
 * What a storage says about an object without reading it.
 *
 * @param sizeBytes its length
 * @param etag the storage's mark, another one for other bytes
 */
public record StoredMark(long sizeBytes, String etag) {}
