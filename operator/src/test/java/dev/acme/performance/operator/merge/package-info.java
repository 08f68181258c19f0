@NullMarked
package dev.acme.performance.operator.merge;

import org.jspecify.annotations.NullMarked;
