/** Specifications of the operator, its root. */
@NullMarked
package dev.acme.performance.operator;

import org.jspecify.annotations.NullMarked;
