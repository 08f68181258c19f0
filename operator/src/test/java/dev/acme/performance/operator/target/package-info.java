/** Specifications of the operator, target. */
@NullMarked
package dev.acme.performance.operator.target;

import org.jspecify.annotations.NullMarked;
