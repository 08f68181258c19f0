/** Whom do we believe that it is the server we meant? */
@NullMarked
package dev.acme.performance.registry.tls;

import org.jspecify.annotations.NullMarked;
