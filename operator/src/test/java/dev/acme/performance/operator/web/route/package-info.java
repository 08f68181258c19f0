/** Specifications of the operator, web.route. */
@NullMarked
package dev.acme.performance.operator.web.route;

import org.jspecify.annotations.NullMarked;
