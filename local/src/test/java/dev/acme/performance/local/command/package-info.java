/** Specifies what the command line takes and prints. */
@NullMarked
package dev.acme.performance.local.command;

import org.jspecify.annotations.NullMarked;
