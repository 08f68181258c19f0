/** Experiments: many runs, in a fair order, compared. Runs know nothing of them. */
@NullMarked
package dev.acme.performance.operator.experiment;

import org.jspecify.annotations.NullMarked;
