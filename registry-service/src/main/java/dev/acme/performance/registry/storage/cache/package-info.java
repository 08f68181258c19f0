/** Archives kept in memory or on disk, in front of whatever storage they lie in (docs/adr/0012). */
@NullMarked
package dev.acme.performance.registry.storage.cache;

import org.jspecify.annotations.NullMarked;
