/** Specifications of the operator, web.compare. */
@NullMarked
package dev.acme.performance.operator.web.compare;

import org.jspecify.annotations.NullMarked;
