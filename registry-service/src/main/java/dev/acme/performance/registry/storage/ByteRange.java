package dev.acme.performance.registry.storage;

/**
 * A part of an archive.
 *
 * @param from its first byte, counted from 0
 * @param length its number of bytes
 */
public record ByteRange(long from, long length) {
    public ByteRange {
        if (from < 0 || length < 0) {
            throw new IllegalArgumentException("from=" + from + " length=" + length);
        }
    }

    public static ByteRange whole(long sizeBytes) {
        return new ByteRange(0, sizeBytes);
    }

    /** The last byte, counted from 0. */
    public long last() {
        return from + length - 1;
    }
}
