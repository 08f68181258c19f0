@NullMarked
package dev.acme.performance.operator.web.page;

import org.jspecify.annotations.NullMarked;
