/** The service's routes, its gate, its limits and its refusals. */
@NullMarked
package dev.acme.performance.registry.http;

import org.jspecify.annotations.NullMarked;
