/** What the chart renders, held to the operator's code and to a real API server. */
@NullMarked
package dev.acme.performance.operator.chart;

import org.jspecify.annotations.NullMarked;
