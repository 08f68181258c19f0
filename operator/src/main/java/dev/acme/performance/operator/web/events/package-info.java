/** What changes, as it changes. */
@NullMarked
package dev.acme.performance.operator.web.events;

import org.jspecify.annotations.NullMarked;
