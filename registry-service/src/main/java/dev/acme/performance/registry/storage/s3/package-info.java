/** Archives in an S3 bucket. */
@NullMarked
package dev.acme.performance.registry.storage.s3;

import org.jspecify.annotations.NullMarked;
