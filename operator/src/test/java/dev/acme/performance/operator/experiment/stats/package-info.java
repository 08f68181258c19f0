@NullMarked
package dev.acme.performance.operator.experiment.stats;

import org.jspecify.annotations.NullMarked;
