/** At which rate do two cells cost the same? Pure. */
@NullMarked
package dev.acme.performance.operator.experiment.cost;

import org.jspecify.annotations.NullMarked;
