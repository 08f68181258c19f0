package dev.acme.performance.loadgen.http;

import java.nio.charset.StandardCharsets;

/** The header fields that decide how an answer is framed and counted; all others are only checked for their form. */
final class HeadFields {
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] COLD_START = ascii("x-cold-start");
    private static final byte[] CACHE = ascii("x-cache");
    private static final byte[] LOCATION = ascii("location");
    private static final byte[] HIT = ascii("hit");
    private static final byte[] MISS = ascii("miss");
    private static final byte[] CHUNKED = ascii("chunked");
    private static final byte[] CLOSE = ascii("close");
    private static final byte[] KEEP_ALIVE = ascii("keep-alive");
    private static final byte[] TRUE = ascii("true");
    private static final int MAX_DIGITS = 18;

    private long contentLength;
    private boolean chunked;
    private boolean close;
    private boolean keepAlive;
    private boolean coldStart;
    private CacheWord cache = CacheWord.NONE;
    private final Location location = new Location();

    void reset() {
        contentLength = -1;
        chunked = false;
        close = false;
        keepAlive = false;
        coldStart = false;
        cache = CacheWord.NONE;
        location.reset();
    }

    /** Takes one line without its CRLF; false where it is no header field or contradicts an earlier one. */
    boolean read(byte[] bytes, int start, int end) {
        int colon = start;
        while (colon < end && bytes[colon] != ':') {
            if (bytes[colon] <= ' ') {
                return false;
            }
            colon++;
        }
        int nameLength = colon - start;
        if (nameLength == 0 || colon == end) {
            return false;
        }
        if (nameLength == CONTENT_LENGTH.length && matches(bytes, start, CONTENT_LENGTH)) {
            return length(bytes, first(bytes, colon + 1, end), last(bytes, colon + 1, end));
        }
        if (nameLength == TRANSFER_ENCODING.length && matches(bytes, start, TRANSFER_ENCODING)) {
            return coding(bytes, first(bytes, colon + 1, end), last(bytes, colon + 1, end));
        }
        if (nameLength == CONNECTION.length && matches(bytes, start, CONNECTION)) {
            connection(bytes, colon + 1, end);
        } else if (nameLength == COLD_START.length && matches(bytes, start, COLD_START)) {
            coldStart = is(bytes, first(bytes, colon + 1, end), last(bytes, colon + 1, end), TRUE);
        } else if (nameLength == CACHE.length && matches(bytes, start, CACHE)) {
            cache = word(bytes, first(bytes, colon + 1, end), last(bytes, colon + 1, end));
        } else if (nameLength == LOCATION.length && matches(bytes, start, LOCATION)) {
            location.take(bytes, first(bytes, colon + 1, end), last(bytes, colon + 1, end));
        }
        return true;
    }

    /** Both framings at once, or chunks in HTTP/1.0, are how requests are smuggled: refused. */
    boolean areSound(boolean http10) {
        return !chunked || (contentLength < 0 && !http10);
    }

    long contentLength() {
        return contentLength;
    }

    boolean isChunked() {
        return chunked;
    }

    boolean keepsAlive(boolean byDefault) {
        return !close && (byDefault || keepAlive);
    }

    boolean isColdStart() {
        return coldStart;
    }

    CacheWord cache() {
        return cache;
    }

    Location location() {
        return location;
    }

    private static CacheWord word(byte[] bytes, int from, int to) {
        if (is(bytes, from, to, HIT)) {
            return CacheWord.HIT;
        }
        return is(bytes, from, to, MISS) ? CacheWord.MISS : CacheWord.NONE;
    }

    private boolean length(byte[] bytes, int from, int to) {
        if (from == to || to - from > MAX_DIGITS) {
            return false;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
            value = value * 10 + (bytes[i] - '0');
        }
        boolean agrees = contentLength < 0 || contentLength == value;
        contentLength = value;
        return agrees;
    }

    private boolean coding(byte[] bytes, int from, int to) {
        boolean isKnown = !chunked && is(bytes, from, to, CHUNKED);
        chunked = true;
        return isKnown;
    }

    private void connection(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to) {
            int comma = start;
            while (comma < to && bytes[comma] != ',') {
                comma++;
            }
            int first = first(bytes, start, comma);
            int last = last(bytes, start, comma);
            close |= is(bytes, first, last, CLOSE);
            keepAlive |= is(bytes, first, last, KEEP_ALIVE);
            start = comma + 1;
        }
    }

    private static int first(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    private static int last(byte[] bytes, int from, int to) {
        int i = to;
        while (i > from && (bytes[i - 1] == ' ' || bytes[i - 1] == '\t')) {
            i--;
        }
        return Math.max(i, first(bytes, from, to));
    }

    private static boolean is(byte[] bytes, int from, int to, byte[] lower) {
        return to - from == lower.length && matches(bytes, from, lower);
    }

    private static boolean matches(byte[] bytes, int from, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            byte b = bytes[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
