/** Composition root and configuration of the operator. */
@NullMarked
package dev.acme.performance.operator;

import org.jspecify.annotations.NullMarked;
