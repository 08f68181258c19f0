/** Specifications of the operator, web. */
@NullMarked
package dev.acme.performance.operator.web;

import org.jspecify.annotations.NullMarked;
