/** Specifications of the operator, experiment. */
@NullMarked
package dev.acme.performance.operator.experiment;

import org.jspecify.annotations.NullMarked;
