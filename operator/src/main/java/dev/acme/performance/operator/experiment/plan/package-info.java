/** Which runs make an experiment, in which order, and what is to be done next; pure. */
@NullMarked
package dev.acme.performance.operator.experiment.plan;

import org.jspecify.annotations.NullMarked;
