/** Specifications of report. */
@NullMarked
package dev.acme.performance.loadgen.report;

import org.jspecify.annotations.NullMarked;
