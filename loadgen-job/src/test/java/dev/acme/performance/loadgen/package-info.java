/** The load generator through its real door, against servers whose truth is known. */
@NullMarked
package dev.acme.performance.loadgen;

import org.jspecify.annotations.NullMarked;
