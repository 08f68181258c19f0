/** What the service tells about itself, under the contract's metric names. */
@NullMarked
package dev.acme.performance.registry.metrics;

import org.jspecify.annotations.NullMarked;
