/** Specifications of the operator, web.runs. */
@NullMarked
package dev.acme.performance.operator.web.runs;

import org.jspecify.annotations.NullMarked;
