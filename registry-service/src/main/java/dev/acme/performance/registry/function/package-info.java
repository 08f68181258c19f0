/** The service as an AWS Lambda custom runtime: one invocation at a time is one HTTP request of the registry. */
@NullMarked
package dev.acme.performance.registry.function;

import org.jspecify.annotations.NullMarked;
