/** Deadlines that close what waits too long, since a blocking channel has none of its own. */
@NullMarked
package dev.acme.performance.registry.deadline;

import org.jspecify.annotations.NullMarked;
