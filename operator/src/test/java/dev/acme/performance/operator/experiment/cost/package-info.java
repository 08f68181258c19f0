@NullMarked
package dev.acme.performance.operator.experiment.cost;

import org.jspecify.annotations.NullMarked;
