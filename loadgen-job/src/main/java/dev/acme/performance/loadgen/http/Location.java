package dev.acme.performance.loadgen.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where an answer sends its reader: an http URL without user information, taken apart in place. Kept in an array that is
 * used again, so that only a client's first redirect allocates.
 */
public final class Location {
    /** Signatures and session tokens make URLs of some KiB. */
    static final int LIMIT = 8 * 1024;

    private static final byte[] NOTHING = {};
    private static final byte[] SCHEME = ascii("http://");
    private static final byte[] GET = ascii("GET ");
    private static final byte[] ROOT = ascii("/");
    private static final byte[] HOST = ascii(" HTTP/1.1\r\nHost: ");
    private static final byte[] REST = ascii("\r\nUser-Agent: loadgen-job\r\nAccept: */*\r\n\r\n");

    private byte[] url = NOTHING;
    private int length;
    private int pathStart;
    private boolean isGiven;
    private boolean isSound;

    Location() {}

    void reset() {
        isGiven = false;
        isSound = false;
    }

    /** Takes a header's value; a second one makes both worthless. */
    void take(byte[] bytes, int from, int to) {
        isSound = !isGiven && to - from <= LIMIT && startsWithScheme(bytes, from, to);
        isGiven = true;
        if (isSound) {
            keep(bytes, from, to);
        }
    }

    /** Whether it is a URL that a request can be sent to, and leads there. */
    public boolean leadsTo(Authority place) {
        return isSound && place.isNamedBy(url, SCHEME.length, pathStart);
    }

    /** Room for every request that {@link #writeRequest} makes. */
    public static ByteBuffer roomForRequest() {
        return ByteBuffer.allocateDirect(2 * LIMIT + 128).limit(0);
    }

    /** Writes the request that goes there, ready to be sent. */
    public void writeRequest(ByteBuffer into) {
        into.clear().put(GET);
        if (pathStart == length || url[pathStart] != '/') {
            into.put(ROOT);
        }
        into.put(url, pathStart, length - pathStart);
        into.put(HOST)
                .put(url, SCHEME.length, pathStart - SCHEME.length)
                .put(REST)
                .flip();
    }

    private void keep(byte[] bytes, int from, int to) {
        if (url.length < to - from) {
            url = new byte[LIMIT];
        }
        System.arraycopy(bytes, from, url, 0, to - from);
        length = to - from;
        pathStart = length;
        for (int i = length - 1; i >= SCHEME.length; i--) {
            byte b = url[i];
            if (b == '/' || b == '?') {
                pathStart = i;
            } else if (b == '#') {
                length = i;
                pathStart = i;
            } else if (b <= ' ' || b == 127) {
                isSound = false;
            }
        }
        isSound &= pathStart > SCHEME.length && !hasUserInformation();
    }

    private boolean hasUserInformation() {
        for (int i = SCHEME.length; i < pathStart; i++) {
            if (url[i] == '@') {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithScheme(byte[] bytes, int from, int to) {
        if (to - from <= SCHEME.length) {
            return false;
        }
        for (int i = 0; i < SCHEME.length; i++) {
            byte b = bytes[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != SCHEME[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
