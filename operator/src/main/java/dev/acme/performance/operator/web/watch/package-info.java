/** Which runs and experiments are there? As the API server tells every replica. */
@NullMarked
package dev.acme.performance.operator.web.watch;

import org.jspecify.annotations.NullMarked;
