package dev.acme.performance.registry.storage.cache;

import dev.acme.performance.registry.storage.ByteRange;
import dev.acme.performance.registry.storage.PieceSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One archive's bytes as the cache keeps them: written once from the first to the last, then read by many at a time. */
interface Copy {
    /** Takes the next bytes. */
    void append(ByteBuffer piece) throws IOException;

    /** All bytes are there and proved right: they may be read from now on. */
    void complete() throws IOException;

    /** Whether they still are what they were, as far as that can be told before anything is sent. */
    boolean isSound();

    /**
     * Passes a part of the completed copy to the sink.
     *
     * @throws IOException what the sink threw, and only that
     * @throws dev.acme.performance.registry.storage.StorageFailure where the copy is damaged; its last byte stays back then
     */
    void send(ByteRange range, PieceSink sink) throws IOException;

    /** Gives its room back; nobody reads or writes it any more. */
    void free();
}
