/** The load generator as a program: arguments in, one result out, exit code. */
@NullMarked
package dev.acme.performance.loadgen;

import org.jspecify.annotations.NullMarked;
