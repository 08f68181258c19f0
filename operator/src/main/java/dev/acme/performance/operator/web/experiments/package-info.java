/** Experiments as clients see them. */
@NullMarked
package dev.acme.performance.operator.web.experiments;

import org.jspecify.annotations.NullMarked;
