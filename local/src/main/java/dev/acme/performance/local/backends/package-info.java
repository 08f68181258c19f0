/** Stand-ins for S3, DynamoDB and PostgreSQL in this process, each on a loopback port. */
@NullMarked
package dev.acme.performance.local.backends;

import org.jspecify.annotations.NullMarked;
