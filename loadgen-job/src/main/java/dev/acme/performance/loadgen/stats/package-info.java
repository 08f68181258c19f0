/** What was measured: per-thread records without locks, merged exactly, and the arithmetic of percentiles. */
@NullMarked
package dev.acme.performance.loadgen.stats;

import org.jspecify.annotations.NullMarked;
