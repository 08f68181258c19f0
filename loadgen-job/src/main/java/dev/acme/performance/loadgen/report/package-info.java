/** From what was measured to what is said of it: the result, how far it can be trusted, and where it is written. */
@NullMarked
package dev.acme.performance.loadgen.report;

import org.jspecify.annotations.NullMarked;
