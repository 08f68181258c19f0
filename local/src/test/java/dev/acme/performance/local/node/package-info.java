/** The node: pure parts by tables, the rest through the API. */
@NullMarked
package dev.acme.performance.local.node;

import org.jspecify.annotations.NullMarked;
