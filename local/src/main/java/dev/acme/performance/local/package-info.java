/** A whole Kubernetes on one machine: an API server, controllers, a node, S3, DynamoDB and PostgreSQL, under one folder. */
@NullMarked
package dev.acme.performance.local;

import org.jspecify.annotations.NullMarked;
