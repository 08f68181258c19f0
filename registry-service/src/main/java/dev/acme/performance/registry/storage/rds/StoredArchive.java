package dev.acme.performance.registry.storage.rds;

/**
 * What the database says about one archive.
 *
 * @param object the chunks' common number, or the large object's
 * @param mark SHA-256 of all its bytes in hexadecimal digits
 */
record StoredArchive(long object, long sizeBytes, String mark) {}
