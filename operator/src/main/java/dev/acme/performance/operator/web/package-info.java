/** The HTTP API and the dashboard: who may ask for what, and what is answered. */
@NullMarked
package dev.acme.performance.operator.web;

import org.jspecify.annotations.NullMarked;
