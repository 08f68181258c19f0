/** Real embedded backends, and one that misbehaves on demand. */
@NullMarked
package dev.acme.performance.registry.backends;

import org.jspecify.annotations.NullMarked;
