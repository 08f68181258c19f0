/** Which services that are not ours may be measured, and how are they asked? */
@NullMarked
package dev.acme.performance.operator.external;

import org.jspecify.annotations.NullMarked;
