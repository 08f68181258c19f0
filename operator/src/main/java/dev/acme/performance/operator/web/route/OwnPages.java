package dev.acme.performance.operator.web.route;

import dev.acme.performance.operator.web.http.Incoming;
import dev.acme.performance.operator.web.http.Problem;
import java.util.Locale;

/** Lets nobody change anything from another site's page: no form can send JSON, and browsers tell where a request comes from. */
final class OwnPages {
    private OwnPages() {}

    static void check(Incoming incoming) {
        String type = incoming.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.matches("application/json( *; *charset=utf-8)?")) {
            throw Problem.of(Problem.Kind.UNSUPPORTED_MEDIA_TYPE, "send Content-Type: application/json")
                    .refusal();
        }
        String host = incoming.header("Host").orElse("");
        boolean isOwn = incoming.header("Origin")
                .map(origin -> origin.replaceFirst("^https?://", "").equalsIgnoreCase(host) && !origin.equals(host))
                .orElse(true);
        boolean isSameSite = incoming.header("Sec-Fetch-Site")
                .map(site -> site.equals("same-origin") || site.equals("none"))
                .orElse(true);
        if (!isOwn || !isSameSite) {
            throw Problem.of(Problem.Kind.FOREIGN_ORIGIN, "only pages of this address may change anything")
                    .refusal();
        }
    }
}
