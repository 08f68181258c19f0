package dev.acme.performance.registry.storage;

import java.io.IOException;
import java.io.OutputStream;

/** An archive's bytes, which can be produced again and again and are always the same. */
@FunctionalInterface
public interface Archive {
    /** Writes all bytes, in constant memory; the stream stays open. */
    void writeTo(OutputStream out) throws IOException;
}
