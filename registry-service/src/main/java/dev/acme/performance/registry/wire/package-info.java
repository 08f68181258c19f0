/** An HTTP/1.1 client for the AWS SDK whose bodies go from socket to socket through one direct buffer. */
@NullMarked
package dev.acme.performance.registry.wire;

import org.jspecify.annotations.NullMarked;
