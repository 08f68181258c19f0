/** Specifications of health. */
@NullMarked
package dev.acme.performance.loadgen.health;

import org.jspecify.annotations.NullMarked;
