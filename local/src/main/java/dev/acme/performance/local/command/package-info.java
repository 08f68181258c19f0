/** The command {@code perfrun}: a file in, a table and a filled status out. */
@NullMarked
package dev.acme.performance.local.command;

import org.jspecify.annotations.NullMarked;
