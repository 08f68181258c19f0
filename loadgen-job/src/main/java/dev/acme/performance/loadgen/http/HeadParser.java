package dev.acme.performance.loadgen.http;

import java.nio.charset.StandardCharsets;

/**
 * Parses one response head line by line, taking up where it stopped when more bytes arrive. It keeps only what framing
 * and measuring need, and refuses whatever two readers could understand differently (RFC 9112): bare line feeds,
 * folded lines, contradicting lengths, unknown transfer codings.
 */
final class HeadParser {
    /** Bytes of one head, interim responses before it included. */
    static final int LIMIT = 16 * 1024;

    static final int INCOMPLETE = -1;
    static final int MALFORMED = -2;
    private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_LINE = "HTTP/1.1 200".length();

    private final HeadFields fields = new HeadFields();
    private int lineStart;
    private int scanned;
    private int status;
    private boolean http10;

    void reset() {
        fields.reset();
        lineStart = 0;
        scanned = 0;
        status = 0;
        http10 = false;
    }

    /**
     * Reads on in {@code bytes[0..length)}, which starts with the head's first byte. Returns the head's length, or
     * {@link #INCOMPLETE}, or {@link #MALFORMED}.
     */
    int parse(byte[] bytes, int length) {
        while (true) {
            int end = lineEnd(bytes, length);
            if (end < 0) {
                return end == INCOMPLETE && status == 0 && !startsLikeHttp(bytes, length) ? MALFORMED : end;
            }
            int start = lineStart;
            lineStart = end + 2;
            scanned = lineStart;
            if (start == end) {
                return status != 0 && fields.areSound(http10) ? lineStart : MALFORMED;
            }
            if (!(status == 0 ? statusLine(bytes, start, end) : fields.read(bytes, start, end))) {
                return MALFORMED;
            }
        }
    }

    int status() {
        return status;
    }

    /** The announced length of the body, -1 where there is none. */
    long contentLength() {
        return fields.contentLength();
    }

    boolean isChunked() {
        return fields.isChunked();
    }

    boolean keepsAlive() {
        return fields.keepsAlive(!http10);
    }

    boolean isColdStart() {
        return fields.isColdStart();
    }

    CacheWord cache() {
        return fields.cache();
    }

    Location location() {
        return fields.location();
    }

    /** Where the current line's CRLF starts. */
    private int lineEnd(byte[] bytes, int length) {
        int i = scanned;
        while (i < length) {
            byte b = bytes[i];
            if (b >= 0 && b < ' ' && b != '\t') {
                if (b != '\r') {
                    return MALFORMED;
                }
                if (i + 1 == length) {
                    break;
                }
                return bytes[i + 1] == '\n' ? i : MALFORMED;
            }
            i++;
        }
        scanned = i;
        return INCOMPLETE;
    }

    private static boolean startsLikeHttp(byte[] bytes, int length) {
        for (int i = 0; i < length && i < VERSION.length; i++) {
            if (bytes[i] != VERSION[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean statusLine(byte[] bytes, int start, int end) {
        if (end - start < STATUS_LINE || !startsLikeHttp(bytes, end)) {
            return false;
        }
        byte minor = bytes[VERSION.length];
        http10 = minor == '0';
        boolean isSpaced = bytes[VERSION.length + 1] == ' ' && (end == STATUS_LINE || bytes[STATUS_LINE] == ' ');
        status = digit(bytes[STATUS_LINE - 3]) * 100
                + digit(bytes[STATUS_LINE - 2]) * 10
                + digit(bytes[STATUS_LINE - 1]);
        return digit(minor) >= 0 && isSpaced && status >= 100 && status <= 599;
    }

    /** A value that no status can outweigh stands for what is no digit. */
    private static int digit(byte b) {
        return b >= '0' && b <= '9' ? b - '0' : -1_000;
    }
}
