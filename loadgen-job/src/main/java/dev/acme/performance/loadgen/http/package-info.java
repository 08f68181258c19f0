/** HTTP/1.1 as a measuring client speaks it: prebuilt request bytes out, answers read piece by piece without allocating. */
@NullMarked
package dev.acme.performance.loadgen.http;

import org.jspecify.annotations.NullMarked;
