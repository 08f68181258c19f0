/** Lambda's semantics elsewhere: environments are processes, each with one request at a time, started on demand. */
@NullMarked
package dev.acme.performance.registry.host;

import org.jspecify.annotations.NullMarked;
