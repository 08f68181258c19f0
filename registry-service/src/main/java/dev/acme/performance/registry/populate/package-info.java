/** Fills a registry with distinct models, resumes where it was killed and verifies every byte. */
@NullMarked
package dev.acme.performance.registry.populate;

import org.jspecify.annotations.NullMarked;
