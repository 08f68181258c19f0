package dev.acme.performance.registry.catalogue;

import java.time.Instant;

/**
 * What the catalogue says about one archive.
 *
 * @param etag the storage's own mark for the object, not the service's ETag
 * @param created when the archive was recorded
 */
public record ModelRow(ModelKey key, Fingerprint fingerprint, String etag, Instant created) {}
