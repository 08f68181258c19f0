/** Specifications of the operator, web.access. */
@NullMarked
package dev.acme.performance.operator.web.access;

import org.jspecify.annotations.NullMarked;
