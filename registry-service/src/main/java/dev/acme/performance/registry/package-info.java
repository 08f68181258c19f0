/** The measured service: models in an object store, metadata in DynamoDB, streamed over HTTP. */
@NullMarked
package dev.acme.performance.registry;

import org.jspecify.annotations.NullMarked;
