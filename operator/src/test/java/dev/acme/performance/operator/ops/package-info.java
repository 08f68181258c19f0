/** Specifications of the operator, ops. */
@NullMarked
package dev.acme.performance.operator.ops;

import org.jspecify.annotations.NullMarked;
