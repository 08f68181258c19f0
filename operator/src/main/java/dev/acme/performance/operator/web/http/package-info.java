/** A web server with every limit it has set, and what goes through it. */
@NullMarked
package dev.acme.performance.operator.web.http;

import org.jspecify.annotations.NullMarked;
