/** What a body must be: length, CRC32C and SHA-256 against the catalogue or against the first sound body. */
@NullMarked
package dev.acme.performance.loadgen.verify;

import org.jspecify.annotations.NullMarked;
