/** Which models there are: names, sizes and hashes, kept in DynamoDB. */
@NullMarked
package dev.acme.performance.registry.catalogue;

import org.jspecify.annotations.NullMarked;
