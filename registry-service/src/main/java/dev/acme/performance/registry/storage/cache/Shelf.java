package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.catalogue.Fingerprint;
import java.io.IOException;
import java.util.SequencedMap;

/** Where copies lie. */
interface Shelf extends AutoCloseable {
    /** What an earlier process left, the longest unused first; to be asked once. */
    SequencedMap<Fingerprint, Copy> leftBehind();

    /** An empty copy, to be filled. */
    Copy begin(Fingerprint print) throws IOException;

    /** Whether copies stay when the process ends. */
    boolean outlivesProcess();

    @Override
    void close();
}
