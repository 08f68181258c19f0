/** What a custom resource definition's own schema says of an object: pruned, defaulted, admitted or refused, as a kube-apiserver does. */
@NullMarked
package dev.acme.performance.local.admission;

import org.jspecify.annotations.NullMarked;
