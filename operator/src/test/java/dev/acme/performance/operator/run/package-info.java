/** Specifications of the operator, run. */
@NullMarked
package dev.acme.performance.operator.run;

import org.jspecify.annotations.NullMarked;
