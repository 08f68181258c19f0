/** Specifications of the operator, load. */
@NullMarked
package dev.acme.performance.operator.load;

import org.jspecify.annotations.NullMarked;
