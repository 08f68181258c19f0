/** The whole service, tried through its real door. */
@NullMarked
package dev.acme.performance.registry;

import org.jspecify.annotations.NullMarked;
