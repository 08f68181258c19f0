/** Archives in PostgreSQL, as chunks of bytea or as large objects. */
@NullMarked
package dev.acme.performance.registry.storage.rds;

import org.jspecify.annotations.NullMarked;
