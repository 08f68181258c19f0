/** The machine as a whole, from outside. */
@NullMarked
package dev.acme.performance.local;

import org.jspecify.annotations.NullMarked;
