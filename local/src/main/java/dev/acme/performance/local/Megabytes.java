package dev.acme.performance.local;

import java.util.Locale;

/** An amount of memory or disk as people read it. */
final class Megabytes {
    private static final double BYTES = 1_000_000;

    private Megabytes() {}

    /** Such as {@code 1234 MB}. */
    static String of(long bytes) {
        return String.format(Locale.ROOT, "%.0f MB", bytes / BYTES);
    }
}
