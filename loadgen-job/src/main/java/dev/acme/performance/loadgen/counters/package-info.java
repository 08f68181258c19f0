/** What does the target count itself? */
@NullMarked
package dev.acme.performance.loadgen.counters;

import org.jspecify.annotations.NullMarked;
