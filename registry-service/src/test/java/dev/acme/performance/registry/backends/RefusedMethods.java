package dev.acme.performance.registry.backends;

import java.util.List;

/** Methods that change something, or that nobody serves here: each is 405, whoever is asked and however. */
public final class RefusedMethods {
    public static final List<String> ALL = List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND");

    private RefusedMethods() {}
}
