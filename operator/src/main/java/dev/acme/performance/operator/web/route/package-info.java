/** Which action answers a request, and by which rule? */
@NullMarked
package dev.acme.performance.operator.web.route;

import org.jspecify.annotations.NullMarked;
