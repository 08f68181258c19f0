package dev.acme.performance.local.apiserver;

/** Who may ask, and what a path means: the same at every port. */
final class Gate {
    private final ResourceTypes types;
    private final String token;

    Gate(ResourceTypes types, String token) {
        this.types = types;
        this.token = token;
    }

    /** @throws ApiFailure where the path leads nowhere, or needs the token that the caller does not show */
    Route route(Caller caller) {
        var route = Route.of(caller.path(), types);
        if (!(route instanceof Route.Health) && !Secrets.areEqual(caller.token(), token)) {
            throw ApiFailure.of(ApiFailure.Reason.UNAUTHORIZED, "Unauthorized");
        }
        return route;
    }

    /** The path, parameters among them, for a client that shows no header when it is sent there. */
    String addressed(String url, String path) {
        return Caller.address(url, token) + Caller.of(path, "").path();
    }
}
