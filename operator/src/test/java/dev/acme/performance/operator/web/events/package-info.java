@NullMarked
package dev.acme.performance.operator.web.events;

import org.jspecify.annotations.NullMarked;
