/** The API server, through its real door. */
@NullMarked
package dev.acme.performance.local.apiserver;

import org.jspecify.annotations.NullMarked;
