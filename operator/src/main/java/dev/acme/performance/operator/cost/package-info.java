/** What would 1,000 downloads cost by a dated price sheet? Pure. */
@NullMarked
package dev.acme.performance.operator.cost;

import org.jspecify.annotations.NullMarked;
