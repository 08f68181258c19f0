package dev.acme.performance.registry.host;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Lines and header fields of HTTP/1.1, within limits. */
record HeadReader(InputStream stream) {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_FIELDS = 64;

    /** @throws EOFException where the other side has closed */
    String line() throws IOException {
        var line = new StringBuilder();
        for (int c = stream.read(); c != '\n'; c = stream.read()) {
            if (c < 0) {
                throw new EOFException("closed");
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("line too long");
            }
            line.append((char) c);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    /** Header fields up to the empty line, by lower-case name. */
    Map<String, String> fields() throws IOException {
        var fields = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || fields.size() == MOST_FIELDS) {
                throw new IOException("malformed header");
            }
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return fields;
    }
}
