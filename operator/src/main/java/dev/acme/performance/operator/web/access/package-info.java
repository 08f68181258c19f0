/** Who asks, and what may they do? The API server knows; its answers are kept for less than a minute. */
@NullMarked
package dev.acme.performance.operator.web.access;

import org.jspecify.annotations.NullMarked;
