@NullMarked
package dev.acme.performance.operator.experiment.report;

import org.jspecify.annotations.NullMarked;
