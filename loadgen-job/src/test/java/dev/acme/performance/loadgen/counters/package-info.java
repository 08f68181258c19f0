/** Specifications of counters. */
@NullMarked
package dev.acme.performance.loadgen.counters;

import org.jspecify.annotations.NullMarked;
