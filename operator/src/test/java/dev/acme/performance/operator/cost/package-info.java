@NullMarked
package dev.acme.performance.operator.cost;

import org.jspecify.annotations.NullMarked;
