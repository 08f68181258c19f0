/** Runs as clients see them: lists, details, new ones, cancelled ones. */
@NullMarked
package dev.acme.performance.operator.web.runs;

import org.jspecify.annotations.NullMarked;
