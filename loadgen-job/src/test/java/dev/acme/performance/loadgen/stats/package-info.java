/** Specifications of stats. */
@NullMarked
package dev.acme.performance.loadgen.stats;

import org.jspecify.annotations.NullMarked;
