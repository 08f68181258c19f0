/** What the numbers mean: objectives and verdict; pure. */
@NullMarked
package dev.acme.performance.operator.diagnosis;

import org.jspecify.annotations.NullMarked;
