/** What operator and load generator exchange: the load profile in, progress and results out, one JSON object a line. */
@NullMarked
package dev.acme.performance.exchange;

import org.jspecify.annotations.NullMarked;
