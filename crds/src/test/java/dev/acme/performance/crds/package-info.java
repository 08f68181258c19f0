/** Specifications of the custom resources, checked against the generated YAML and a real API server. */
@NullMarked
package dev.acme.performance.crds;

import org.jspecify.annotations.NullMarked;
