package dev.acme.performance.loadgen.stats;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/** The histograms of this program: microseconds from 1 us to a day, three significant digits, never resized. */
final class Histograms {
    static final long MAX_MICROS = 86_400_000_000L;
    private static final int DIGITS = 3;
    private static final long NANOS_PER_MICRO = 1_000;

    private Histograms() {}

    static Histogram empty() {
        return new Histogram(1, MAX_MICROS, DIGITS);
    }

    /** Rounded to the nearest microsecond; what exceeds a day counts as a day. */
    static long micros(long nanos) {
        return Math.min(MAX_MICROS, (nanos + NANOS_PER_MICRO / 2) / NANOS_PER_MICRO);
    }

    /** Compressed (V2) and in base64; empty for an empty histogram. */
    static String encoded(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return "";
        }
        ByteBuffer room = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(room, Deflater.BEST_COMPRESSION);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(room.array(), length));
    }
}
