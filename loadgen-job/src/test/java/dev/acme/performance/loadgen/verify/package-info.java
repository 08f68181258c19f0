/** Specifications of verify. */
@NullMarked
package dev.acme.performance.loadgen.verify;

import org.jspecify.annotations.NullMarked;
