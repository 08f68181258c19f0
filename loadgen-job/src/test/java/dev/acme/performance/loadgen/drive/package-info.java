/** Specifications of drive. */
@NullMarked
package dev.acme.performance.loadgen.drive;

import org.jspecify.annotations.NullMarked;
