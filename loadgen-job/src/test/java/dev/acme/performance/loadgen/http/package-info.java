/** Specifications of http. */
@NullMarked
package dev.acme.performance.loadgen.http;

import org.jspecify.annotations.NullMarked;
