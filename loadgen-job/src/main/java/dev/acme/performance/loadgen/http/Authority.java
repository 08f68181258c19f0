package dev.acme.performance.loadgen.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A host and a port, to be compared with what a URL names: letters' case means nothing there, and without a port it is 80.
 * Comparing allocates nothing.
 */
public final class Authority {
    private static final int HTTP_PORT = 80;
    private static final int MAX_DIGITS = 5;

    /** No URL names it. */
    public static final Authority NONE = new Authority(new byte[0], -1);

    private final byte[] host;
    private final int port;

    private Authority(byte[] host, int port) {
        this.host = host;
        this.port = port;
    }

    /** Where that target is. */
    public static Authority of(Target target) {
        String host = target.host().indexOf(':') < 0 ? target.host() : "[" + target.host() + "]";
        return new Authority(host.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII), target.port());
    }

    /** Whether these characters name it. */
    boolean isNamedBy(byte[] url, int from, int to) {
        int hostEnd = from + host.length;
        return hostEnd <= to && isHost(url, from) && isPort(url, hostEnd, to);
    }

    private boolean isHost(byte[] url, int from) {
        for (int i = 0; i < host.length; i++) {
            byte b = url[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != host[i]) {
                return false;
            }
        }
        return true;
    }

    /** Nothing, or a colon and perhaps digits. */
    private boolean isPort(byte[] url, int from, int to) {
        if (to - from <= 1) {
            return port == HTTP_PORT && (to == from || url[from] == ':');
        }
        if (url[from] != ':' || to - from - 1 > MAX_DIGITS) {
            return false;
        }
        int named = 0;
        for (int i = from + 1; i < to; i++) {
            if (url[i] < '0' || url[i] > '9') {
                return false;
            }
            named = named * 10 + url[i] - '0';
        }
        return named == port;
    }
}
