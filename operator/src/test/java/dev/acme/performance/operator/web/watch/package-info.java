/** Specifications of what the API knows of runs and experiments. */
@NullMarked
package dev.acme.performance.operator.web.watch;

import org.jspecify.annotations.NullMarked;
