/** What the API asks the Kubernetes API server for, and what its refusals mean to a client. */
@NullMarked
package dev.acme.performance.operator.web.cluster;

import org.jspecify.annotations.NullMarked;
