/** Specifications of what operator and load generator exchange. */
@NullMarked
package dev.acme.performance.exchange;

import org.jspecify.annotations.NullMarked;
