/** The load generator's Job, its state and its results. */
@NullMarked
package dev.acme.performance.operator.load;

import org.jspecify.annotations.NullMarked;
