/** The endpoints of seed 001, field for field. */
@NullMarked
package dev.acme.performance.operator.web.seed;

import org.jspecify.annotations.NullMarked;
