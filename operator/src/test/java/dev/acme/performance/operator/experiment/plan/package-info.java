/** Specifications of the operator, experiment.plan. */
@NullMarked
package dev.acme.performance.operator.experiment.plan;

import org.jspecify.annotations.NullMarked;
