package dev.acme.performance.operator.web.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.operator.web.access.Caller;
import dev.acme.performance.operator.web.http.Incoming;
import dev.acme.performance.operator.web.http.Json;
import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.http.Query;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an action is asked for, after its rule let the caller in. */
public final class Asked {
    private static final Pattern KEY = Pattern.compile("[!-~]{1,128}");

    private final Incoming incoming;
    private final @Nullable Caller caller;
    private final Map<String, String> names;
    private final Query query;

    Asked(Incoming incoming, @Nullable Caller caller, Map<String, String> names, Query query) {
        this.incoming = incoming;
        this.caller = caller;
        this.names = Map.copyOf(names);
        this.query = query;
    }

    /** Only where the rule is not {@link Rule.Open}. */
    public Caller caller() {
        return Objects.requireNonNull(caller, "an open route has no caller");
    }

    /** The part of the path that the template calls {@code key}. */
    public String name(String key) {
        return Objects.requireNonNull(names.get(key), key);
    }

    public String namespace() {
        return name("namespace");
    }

    /** What follows the template's fixed part. */
    public String rest() {
        return name(Route.REST);
    }

    public Query query() {
        return query;
    }

    public Optional<String> header(String name) {
        return incoming.header(name);
    }

    /** By which a request that is sent again is known; empty where it has none. */
    public Optional<String> idempotencyKey() {
        var key = header("Idempotency-Key");
        if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
            throw Problem.of(Problem.Kind.BAD_REQUEST, "Idempotency-Key has 1 to 128 visible ASCII characters")
                    .refusal();
        }
        return key;
    }

    public ObjectNode body() {
        return Json.client(incoming.body());
    }

    /** Reads and forgets it, where nothing is asked of it. */
    public void noBody() {
        var body = incoming.body();
        if (body.length > 0 && !Json.client(body).isEmpty()) {
            throw Problem.of(Problem.Kind.BAD_REQUEST, "the body must be empty, or {}")
                    .refusal();
        }
    }
}
