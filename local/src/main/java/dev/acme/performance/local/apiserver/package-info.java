/** The machine's Kubernetes API: what objects there are, how they may change, and how that is asked for over HTTP. */
@NullMarked
package dev.acme.performance.local.apiserver;

import org.jspecify.annotations.NullMarked;
