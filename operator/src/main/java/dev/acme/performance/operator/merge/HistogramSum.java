package dev.acme.performance.operator.merge;

import dev.acme.performance.exchange.Ranks;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;

/** The sum of several load generators' histograms of microseconds; {@code isWhole} where all of them could be read. */
record HistogramSum(Histogram micros, boolean isWhole) {
    /** As the load generator's own: to a day, three digits. */
    private static final long MAX_MICROS = 86_400_000_000L;

    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1e3;

    /** Of HdrHistogram's V2 encoding: a cookie and a length, then compressed the head of 40 bytes and the counts. */
    private static final int COMPRESSED_FROM = 8;

    private static final int HEAD_BYTES = 40;
    private static final int DIGITS_AT = 12;
    private static final int LOWEST_AT = 16;
    private static final int HIGHEST_AT = 24;

    /** Of compressed (V2) and base64-encoded histograms; an empty text is an empty histogram. */
    static HistogramSum of(Collection<String> encoded) {
        var sum = new Histogram(1, MAX_MICROS, DIGITS);
        boolean isWhole = true;
        for (String text : encoded) {
            isWhole &= text.isEmpty() || add(text, sum);
        }
        return new HistogramSum(sum, isWhole);
    }

    private static boolean add(String text, Histogram sum) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (!isOurs(bytes)) {
                return false;
            }
            sum.add(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), MAX_MICROS));
            return true;
        } catch (DataFormatException | RuntimeException e) {
            return false;
        }
    }

    /** By its head, read before anything is made: with more digits, or to a later day, it would take a hundred megabytes. */
    private static boolean isOurs(byte[] compressed) throws DataFormatException {
        var inflater = new Inflater();
        try {
            inflater.setInput(compressed, COMPRESSED_FROM, compressed.length - COMPRESSED_FROM);
            var head = new byte[HEAD_BYTES];
            boolean isWhole = inflater.inflate(head) == HEAD_BYTES;
            var fields = ByteBuffer.wrap(head);
            return isWhole
                    && fields.getInt(DIGITS_AT) <= DIGITS
                    && fields.getLong(LOWEST_AT) == 1
                    && fields.getLong(HIGHEST_AT) <= MAX_MICROS;
        } finally {
            inflater.end();
        }
    }

    /** Both together. */
    HistogramSum with(HistogramSum other) {
        var both = micros.copy();
        both.add(other.micros);
        return new HistogramSum(both, isWhole && other.isWhole);
    }

    /** What is left of this without a part of it. */
    HistogramSum without(HistogramSum part) {
        var rest = micros.copy();
        rest.subtract(part.micros);
        return new HistogramSum(rest, isWhole && part.isWhole);
    }

    long count() {
        return micros.getTotalCount();
    }

    /** Milliseconds at a nearest rank; a bucket's highest value, as the load generator tells it. */
    double millisAtRank(long rank) {
        return rounded(micros.getValueAtPercentile(100.0 * rank / count()) / MICROS_PER_MILLI);
    }

    /** {@code perMille}: 500 for the median. */
    double millis(int perMille) {
        return millisAtRank(Ranks.nearest(count(), perMille));
    }

    /** How many lie above. */
    long countAbove(double millis) {
        return count() - micros.getCountBetweenValues(0, clamped(millis));
    }

    /** How many lie below. */
    long countBelow(double millis) {
        return millis <= 0 ? 0 : micros.getCountBetweenValues(0, Math.max(0, clamped(millis) - 1));
    }

    private static long clamped(double millis) {
        return Math.clamp(Math.round(millis * MICROS_PER_MILLI), 0, MAX_MICROS);
    }

    String encoded() {
        if (count() == 0) {
            return "";
        }
        var room = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
        int length = micros.encodeIntoCompressedByteBuffer(room, Deflater.BEST_COMPRESSION);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(room.array(), length));
    }

    /** Two decimals, as the contract gives latencies. */
    static double rounded(double millis) {
        return Math.round(millis * 100) / 100.0;
    }
}
