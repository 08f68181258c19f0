/** What several load generators measured together: added exactly, never averaged. */
@NullMarked
package dev.acme.performance.operator.merge;

import org.jspecify.annotations.NullMarked;
