package dev.acme.performance.registry.populate.hub;

import dev.acme.performance.registry.populate.hub.HubFailure.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Follows a bounded number of redirects, and shows the token to the hub's own origin only. */
final class Redirects {
    private static final int MOST = 8;
    private static final Set<Integer> CODES = Set.of(301, 302, 303, 307, 308);

    private final HttpClient client;
    private final HubModel model;
    private final HubPolicy policy;

    Redirects(HttpClient client, HubModel model, HubPolicy policy) {
        this.client = client;
        this.model = model;
        this.policy = policy;
    }

    /**
     * Gets the address, or a part of what is there.
     *
     * @param from the first byte wanted
     * @throws IOException where somebody on the way cannot be reached
     * @throws HubFailure where the redirects do not end, or lead where they must not
     */
    HubAnswer get(URI address, long from) throws IOException, InterruptedException {
        var next = address;
        var etag = Optional.<String>empty();
        var size = OptionalLong.empty();
        for (int hop = 0; hop <= MOST; hop++) {
            var response = client.send(request(next, from), HttpResponse.BodyHandlers.ofInputStream());
            etag = etag.or(() -> tag(response));
            size = size.isPresent() ? size : response.headers().firstValueAsLong("x-linked-size");
            if (!CODES.contains(response.statusCode())) {
                return new HubAnswer(response, etag.or(() -> unquoted(response, "etag")), size);
            }
            response.body().close();
            next = target(next, response);
        }
        throw new HubFailure(Reason.REFUSED, "the hub redirects in a circle: " + address);
    }

    private HttpRequest request(URI address, long from) {
        var request = HttpRequest.newBuilder(address).timeout(policy.answer()).GET();
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        if (isHub(address)) {
            model.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        }
        return request.build();
    }

    private boolean isHub(URI address) {
        var hub = model.hub();
        return Objects.equals(hub.getScheme(), address.getScheme())
                && Objects.equals(hub.getHost(), address.getHost())
                && hub.getPort() == address.getPort();
    }

    private static URI target(URI from, HttpResponse<?> response) {
        var target = response.headers().firstValue("location").flatMap(location -> resolved(from, location));
        boolean safe = target.filter(
                        t -> "https".equals(t.getScheme()) || t.getScheme().equals(from.getScheme()))
                .filter(t -> t.getHost() != null)
                .isPresent();
        if (!safe) {
            throw new HubFailure(Reason.REFUSED, "the hub redirects to nowhere safe from " + from);
        }
        return target.orElseThrow();
    }

    private static Optional<URI> resolved(URI from, String location) {
        try {
            return Optional.of(from.resolve(location));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> tag(HttpResponse<?> response) {
        return unquoted(response, "x-linked-etag");
    }

    private static Optional<String> unquoted(HttpResponse<?> response, String header) {
        return response.headers()
                .firstValue(header)
                .map(value -> value.replaceFirst("^W/", "").replace("\"", ""));
    }
}
