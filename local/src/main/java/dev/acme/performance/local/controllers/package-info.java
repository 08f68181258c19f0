/** The control loops of a cluster: what Deployments, Jobs, Services, owners and namespaces promise is brought about. */
@NullMarked
package dev.acme.performance.local.controllers;

import org.jspecify.annotations.NullMarked;
