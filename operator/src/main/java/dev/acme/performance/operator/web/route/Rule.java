package dev.acme.performance.operator.web.route;

import dev.acme.performance.operator.web.access.Right;

/** Who may use a route. There is no route without one. */
public sealed interface Rule {
    /** Everybody, without a token: what is answered tells nothing of the cluster. */
    record Open() implements Rule {}

    /** Whoever has a token: what is answered tells only of himself, or of nothing in particular. */
    record SignedIn() implements Rule {}

    /** Who has the right in the path's {@code {namespace}}; asked before the action. */
    record InPath(Right right) implements Rule {}

    /** Who has the right in the namespaces that an answer tells of: the action asks {@link Asked#caller} for each. */
    record PerNamespace(Right right) implements Rule {}

    static Rule open() {
        return new Open();
    }

    static Rule signedIn() {
        return new SignedIn();
    }

    /** In words. */
    default String inWords() {
        return switch (this) {
            case Open _ -> "open";
            case SignedIn _ -> "token";
            case InPath(var right) -> right.toString();
            case PerNamespace(var right) -> right.toString();
        };
    }
}
