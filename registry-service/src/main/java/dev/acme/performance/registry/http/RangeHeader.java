package dev.acme.performance.registry.http;

import dev.acme.performance.registry.storage.ByteRange;
import java.util.regex.Pattern;

/** What a Range header (RFC 9110, 14.2) asks of an archive. */
sealed interface RangeHeader {
    /** The whole archive: no header, several ranges at once, or a header that must be ignored. */
    record Whole() implements RangeHeader {}

    record Part(ByteRange range) implements RangeHeader {}

    record Unsatisfiable() implements RangeHeader {}

    static RangeHeader parse(String header, long sizeBytes) {
        var matcher = Spec.PATTERN.matcher(header.strip());
        if (!matcher.matches()) {
            return new Whole();
        }
        var first = matcher.group(1);
        var last = matcher.group(2);
        if (first.isEmpty() && last.isEmpty()) {
            return new Whole();
        }
        return first.isEmpty()
                ? suffix(number(last), sizeBytes)
                : between(number(first), last.isEmpty() ? Long.MAX_VALUE : number(last), sizeBytes);
    }

    private static RangeHeader suffix(long length, long sizeBytes) {
        if (length == 0 || sizeBytes == 0) {
            return new Unsatisfiable();
        }
        long sent = Math.min(length, sizeBytes);
        return new Part(new ByteRange(sizeBytes - sent, sent));
    }

    private static RangeHeader between(long first, long last, long sizeBytes) {
        if (last < first) {
            return new Whole();
        }
        if (first >= sizeBytes) {
            return new Unsatisfiable();
        }
        return new Part(new ByteRange(first, Math.min(last, sizeBytes - 1) - first + 1));
    }

    /** Digits only, as many as fit a long; more mean "beyond any archive". */
    private static long number(String digits) {
        return digits.length() > Spec.MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    /** How one range is written. */
    final class Spec {
        static final Pattern PATTERN = Pattern.compile("bytes\\s*=\\s*(\\d{0,40})\\s*-\\s*(\\d{0,40})");
        static final int MOST_DIGITS = 18;

        private Spec() {}
    }
}
