/** What do the target's replicas count themselves, before, while and after they are measured? */
@NullMarked
package dev.acme.performance.operator.counters;

import org.jspecify.annotations.NullMarked;
