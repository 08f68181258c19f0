/** Specifications of the operator, diagnosis. */
@NullMarked
package dev.acme.performance.operator.diagnosis;

import org.jspecify.annotations.NullMarked;
