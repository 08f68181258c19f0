/** Whether the instrument itself was fit to measure: its processor time, garbage collection, throttling and limits. */
@NullMarked
package dev.acme.performance.loadgen.health;

import org.jspecify.annotations.NullMarked;
