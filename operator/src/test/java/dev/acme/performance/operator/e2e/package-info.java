/** End-to-end tests: a real cluster, real pods, the operator as users install it. */
@NullMarked
package dev.acme.performance.operator.e2e;

import org.jspecify.annotations.NullMarked;
