/** What the operator shows of itself: metrics, events, health. */
@NullMarked
package dev.acme.performance.operator.ops;

import org.jspecify.annotations.NullMarked;
