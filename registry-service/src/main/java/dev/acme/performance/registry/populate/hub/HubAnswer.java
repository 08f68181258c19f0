package dev.acme.performance.registry.populate.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A final answer, after all redirects.
 *
 * @param response whose body is still to be read
 * @param etag the file's own, which only the redirecting answer names for large files; without quotes
 * @param linkedSize the file's length, as the redirecting answer names it
 */
record HubAnswer(HttpResponse<InputStream> response, Optional<String> etag, OptionalLong linkedSize)
        implements AutoCloseable {
    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
