/** What may be said of two or more runs side by side? */
@NullMarked
package dev.acme.performance.operator.web.compare;

import org.jspecify.annotations.NullMarked;
