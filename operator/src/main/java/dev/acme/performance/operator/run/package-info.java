/** One run from declaration to status: observe, plan one step, execute, project. */
@NullMarked
package dev.acme.performance.operator.run;

import org.jspecify.annotations.NullMarked;
