package dev.acme.performance.registry.storage.s3;

import dev.acme.performance.registry.catalogue.ModelKey;
import java.net.URI;
import java.util.Optional;

/**
 * Which bucket, and where.
 *
 * @param endpoint absent for the region's own; where it is given, the bucket stands in the path
 * @param prefix what every object's name begins with, so that registries share a bucket; empty or ends with a slash
 */
public record S3Settings(Optional<URI> endpoint, String region, String bucket, String prefix) {
    /** The name under which a model's archive lies. */
    String objectName(ModelKey key) {
        return prefix + key.objectName();
    }
}
