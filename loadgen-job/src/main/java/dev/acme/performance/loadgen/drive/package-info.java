/** The measured path: a few selector threads that own their clients' connections, pace them and time their requests. */
@NullMarked
package dev.acme.performance.loadgen.drive;

import org.jspecify.annotations.NullMarked;
