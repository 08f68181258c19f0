/** The port behind which the archives' bytes lie, whatever holds them. */
@NullMarked
package dev.acme.performance.registry.storage;

import org.jspecify.annotations.NullMarked;
