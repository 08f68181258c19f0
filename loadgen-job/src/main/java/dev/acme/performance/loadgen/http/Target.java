package dev.acme.performance.loadgen.http;

import dev.acme.performance.exchange.BadProfile;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Where requests go: {@code host} as a resolver takes it (an IPv6 literal without brackets), a path without slash at its end. */
public record Target(String host, int port, String basePath, String hostHeader) {
    private static final int HTTP_PORT = 80;
    private static final int MAX_PORT = 65_535;

    /** Parses {@code http://host[:port][/base]}. Throws {@link BadProfile} naming what was {@code asked}, and the reason. */
    public static Target parse(String asked, String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw bad(asked, "is no URL: " + e.getReason());
        }
        if ("https".equalsIgnoreCase(uri.getScheme())) {
            throw bad(asked, "https is not built yet, only http is");
        }
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            throw bad(asked, "must start with http://");
        }
        if (uri.getHost() == null) {
            throw bad(asked, "must name a host (letters, digits, dots and hyphens, or an address)");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw bad(asked, "must consist of scheme, host, port and path only");
        }
        return of(asked, uri);
    }

    private static Target of(String asked, URI uri) {
        int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
        if (port < 1 || port > MAX_PORT) {
            throw bad(asked, "port " + port + " is not within 1.." + MAX_PORT);
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

    private static BadProfile bad(String asked, String reason) {
        return new BadProfile(List.of(asked + ": " + reason));
    }
}
