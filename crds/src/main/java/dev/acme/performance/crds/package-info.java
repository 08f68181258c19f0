/** The custom resources as records: their fields, bounds, defaults and rules; the CRD YAML is generated from here. */
@NullMarked
package dev.acme.performance.crds;

import org.jspecify.annotations.NullMarked;
