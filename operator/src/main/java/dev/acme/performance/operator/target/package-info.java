/** The measured variant: its catalogue, its workloads, and what their pods say. */
@NullMarked
package dev.acme.performance.operator.target;

import org.jspecify.annotations.NullMarked;
