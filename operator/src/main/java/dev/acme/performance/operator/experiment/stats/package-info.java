/** What may be said of an experiment's fresh runs, and how surely; pure. Every method and its source: docs/statistics.md. */
@NullMarked
package dev.acme.performance.operator.experiment.stats;

import org.jspecify.annotations.NullMarked;
