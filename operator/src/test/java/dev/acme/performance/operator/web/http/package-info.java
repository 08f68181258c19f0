/** Specifications of the operator, web.http. */
@NullMarked
package dev.acme.performance.operator.web.http;

import org.jspecify.annotations.NullMarked;
