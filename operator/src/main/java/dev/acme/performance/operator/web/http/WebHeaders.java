package dev.acme.performance.operator.web.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.List;

/** The headers of every answer: nothing of another site is loaded, framed, guessed or told where a user came from. */
public final class WebHeaders {
    public static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    static final List<Header> ALL = List.of(
            HeaderValues.create("Content-Security-Policy", POLICY),
            HeaderValues.create("X-Content-Type-Options", "nosniff"),
            HeaderValues.create("Referrer-Policy", "no-referrer"),
            HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"));
    static final Header NO_STORE = HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store");

    private WebHeaders() {}
}
