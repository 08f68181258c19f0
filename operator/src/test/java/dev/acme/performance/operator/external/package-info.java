/** Specifications of external. */
@NullMarked
package dev.acme.performance.operator.external;

import org.jspecify.annotations.NullMarked;
