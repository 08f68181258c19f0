/** The contract. */
@NullMarked
package dev.acme.performance.crds;

import org.jspecify.annotations.NullMarked;
