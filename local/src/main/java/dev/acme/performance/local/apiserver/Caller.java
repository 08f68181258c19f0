package dev.acme.performance.local.apiserver;

import java.util.regex.Pattern;

/**
 * Who asks, and for what.
 *
 * @param token empty where none was shown
 * @param path below which nothing tells of the token any more
 */
record Caller(String token, String path) {
    private static final String BEARER = "Bearer ";
    private static final Pattern BY_PATH = Pattern.compile("/token/([^/]+)(/.*)?");

    /**
     * By the header, or else by a path that begins with {@code /token/TOKEN}: kubectl shows no token over plain HTTP (client-go
     * reads a user's credentials only for TLS), but keeps the path of a cluster's address.
     */
    static Caller of(String path, String authorization) {
        var byPath = BY_PATH.matcher(path);
        if (byPath.matches()) {
            return new Caller(byPath.group(1), byPath.group(2) == null ? "/" : byPath.group(2));
        }
        return new Caller(authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : "", path);
    }

    /** The address for those who show no header. */
    static String address(String url, String token) {
        return url.replaceFirst("/$", "") + "/token/" + token;
    }
}
