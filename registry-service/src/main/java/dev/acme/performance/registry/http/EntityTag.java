package dev.acme.performance.registry.http;

import dev.acme.performance.registry.catalogue.Fingerprint;
import java.util.Arrays;

/** An archive's ETag: its SHA-256, so that it is the same whatever stores it. */
record EntityTag(String quoted) {
    static EntityTag of(Fingerprint fingerprint) {
        return new EntityTag('"' + fingerprint.sha256() + '"');
    }

    /** Whether an If-None-Match header names it, compared weakly as RFC 9110, 13.1.2 wants. */
    boolean isNamedIn(String header) {
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(quoted) || tag.equals("W/" + quoted));
    }

    /** Whether an If-Range header allows a part to be sent, compared strongly as RFC 9110, 13.1.5 wants. */
    boolean isExactly(String header) {
        return header.strip().equals(quoted);
    }
}
