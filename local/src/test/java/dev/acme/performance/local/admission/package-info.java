/** Admission, held to the tables that a kube-apiserver is held to. */
@NullMarked
package dev.acme.performance.local.admission;

import org.jspecify.annotations.NullMarked;
