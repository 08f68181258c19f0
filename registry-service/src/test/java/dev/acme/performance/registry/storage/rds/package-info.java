@NullMarked
package dev.acme.performance.registry.storage.rds;

import org.jspecify.annotations.NullMarked;
