/** Specifications of the operator, web.cluster. */
@NullMarked
package dev.acme.performance.operator.web.cluster;

import org.jspecify.annotations.NullMarked;
