/** The backends, through the clients that production uses. */
@NullMarked
package dev.acme.performance.local.backends;

import org.jspecify.annotations.NullMarked;
