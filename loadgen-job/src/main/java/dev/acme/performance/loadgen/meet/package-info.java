/** Several load generators of one run agree on the instant at which they start. */
@NullMarked
package dev.acme.performance.loadgen.meet;

import org.jspecify.annotations.NullMarked;
