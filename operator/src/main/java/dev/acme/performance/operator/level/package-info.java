/** Where did the level of a series of runs change? Pure. */
@NullMarked
package dev.acme.performance.operator.level;

import org.jspecify.annotations.NullMarked;
