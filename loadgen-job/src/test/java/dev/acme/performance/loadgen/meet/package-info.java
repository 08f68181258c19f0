@NullMarked
package dev.acme.performance.loadgen.meet;

import org.jspecify.annotations.NullMarked;
