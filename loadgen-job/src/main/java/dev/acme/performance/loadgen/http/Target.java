package dev.acme.performance.loadgen.http;

import dev.acme.performance.exchange.BadProfile;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Where requests go: {@code host} as a resolver takes it (an IPv6 literal without brackets), a path without slash at its end. */
public record Target(String host, int port, String basePath, String hostHeader) {
    private static final int HTTP_PORT = 80;
    private static final int MAX_PORT = 65_535;

    /** Parses {@code http://host[:port][/base]}. Throws {@link BadProfile} naming the reason. */
    public static Target parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw bad("is no URL: " + e.getReason());
        }
        if ("https".equalsIgnoreCase(uri.getScheme())) {
            throw bad("https is not built yet, only http is");
        }
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            throw bad("must start with http://");
        }
        if (uri.getHost() == null) {
            throw bad("must name a host (letters, digits, dots and hyphens, or an address)");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw bad("must consist of scheme, host, port and path only");
        }
        return of(uri);
    }

    private static Target of(URI uri) {
        int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
        if (port < 1 || port > MAX_PORT) {
            throw bad("port " + port + " is not within 1.." + MAX_PORT);
        }
        String path = URI.create(uri.toASCIIString()).getRawPath();
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        String host = uri.getHost();
        String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Target(literal, port, path.substring(0, end), port == HTTP_PORT ? host : host + ":" + port);
    }

    private static BadProfile bad(String reason) {
        return new BadProfile(List.of("--target: " + reason));
    }
}
