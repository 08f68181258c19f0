/** A small, honest node: it runs pods as processes of this machine and says what of a pod a process cannot have. */
@NullMarked
package dev.acme.performance.local.node;

import org.jspecify.annotations.NullMarked;
