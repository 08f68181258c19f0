package dev.acme.performance.registry.storage.s3;

import java.net.URI;
import java.util.Optional;

/**
 * Which bucket, and where.
 *
 * @param endpoint absent for the region's own; where it is given, the bucket stands in the path
 */
public record S3Settings(Optional<URI> endpoint, String region, String bucket) {}
