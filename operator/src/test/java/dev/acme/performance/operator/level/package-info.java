@NullMarked
package dev.acme.performance.operator.level;

import org.jspecify.annotations.NullMarked;
