package dev.acme.performance.local.backends;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How slow and how unreliable a storage on this machine is made, so that it resembles one that is somewhere else; 0 leaves
 * something as it is. MB = 10^6 bytes.
 *
 * @param firstByteMs from the end of a question to the first byte of its answer, at least
 * @param connectionMBps what one connection carries, at most
 * @param totalMBps what all of them carry together, at most
 * @param errorPercent of the downloads from S3 that are answered 503 Slow Down
 * @param metadataMs from the end of a question to DynamoDB to the first byte of its answer, at least
 */
public record Shape(
        double firstByteMs, double connectionMBps, double totalMBps, double errorPercent, double metadataMs) {
    /** As fast as this machine. */
    public static final Shape NONE = new Shape(0, 0, 0, 0, 0);

    /** Amazon S3 from the same region: 100 to 200 ms to the first byte, 85 to 90 MB/s a connection, 10 Gbit/s in all. */
    public static final Shape S3 = new Shape(100, 85, 1250, 0, 0);

    private static final Pattern ENTRY = Pattern.compile("([A-Za-z]{1,32})=([0-9]{1,7}(\\.[0-9]{1,6})?)");
    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final double NANOS_PER_MILLI = 1e6;

    /** A text that is no shape; the message says why. */
    public static final class BadShape extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadShape(String message) {
            super(message);
        }
    }

    /**
     * Reads {@code s3}, {@code none}, or entries such as {@code firstByteMs=30,connectionMBps=85}.
     *
     * @throws BadShape where it is neither
     */
    public static Shape parse(String text) {
        return switch (text) {
            case "s3" -> S3;
            case "", "none" -> NONE;
            default -> ofEntries(text);
        };
    }

    private static Shape ofEntries(String text) {
        var values = new HashMap<String, Double>();
        for (String part : text.split(",", -1)) {
            var entry = ENTRY.matcher(part);
            if (!entry.matches() || values.put(entry.group(1), Double.valueOf(entry.group(2))) != null) {
                throw new BadShape(
                        part + ": should be s3, or names with numbers such as firstByteMs=30,connectionMBps=85");
            }
        }
        var shape = new Shape(
                take(values, "firstByteMs", 60_000),
                take(values, "connectionMBps", 100_000),
                take(values, "totalMBps", 100_000),
                take(values, "errorPercent", 100),
                take(values, "metadataMs", 60_000));
        if (!values.isEmpty()) {
            throw new BadShape(values.keySet().iterator().next()
                    + ": unknown; there are firstByteMs, connectionMBps, totalMBps, errorPercent and metadataMs");
        }
        return shape;
    }

    private static double take(Map<String, Double> values, String name, double most) {
        double value = values.containsKey(name) ? values.remove(name) : 0;
        if (value > most) {
            throw new BadShape(name + ": should be at most " + Math.round(most));
        }
        return value;
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** What of it is for archives: for S3 and PostgreSQL. */
    Shape ofArchives() {
        return new Shape(firstByteMs, connectionMBps, totalMBps, errorPercent, 0);
    }

    /** What of it is for the catalogue: for DynamoDB, as a relay is told it. */
    Shape ofCatalogue() {
        return new Shape(metadataMs, 0, 0, 0, 0);
    }

    long firstByteNanos() {
        return Math.round(firstByteMs * NANOS_PER_MILLI);
    }

    Pace connectionPace() {
        return new Pace(connectionMBps * BYTES_PER_MEGABYTE);
    }

    Pace totalPace() {
        return new Pace(totalMBps * BYTES_PER_MEGABYTE);
    }

    /** In words, for whoever reads a result. */
    @Override
    public String toString() {
        var parts = new ArrayList<String>(List.of());
        say(parts, "first byte after at least %s ms", firstByteMs);
        say(parts, "at most %s MB/s a connection", connectionMBps);
        say(parts, "at most %s MB/s in all", totalMBps);
        say(parts, "%s %% of downloads answered 503", errorPercent);
        say(parts, "DynamoDB answers after at least %s ms", metadataMs);
        return String.join(", ", parts);
    }

    private static void say(List<String> parts, String words, double value) {
        if (value > 0) {
            String number = value == Math.rint(value)
                    ? Long.toString(Math.round(value))
                    : String.format(Locale.ROOT, "%s", value);
            parts.add(words.formatted(number));
        }
    }
}
