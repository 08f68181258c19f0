package dev.acme.performance.registry.http;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.regex.Pattern;

/** Refuses every path that is not plain, before anything decodes, normalises or matches it. */
final class StrictPath implements Handler {
    private static final int LONGEST = 1024;
    private static final Pattern PLAIN = Pattern.compile("/|(/[A-Za-z0-9_][A-Za-z0-9._-]*)+");

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        if (!isPlain(request.prologue().uriPath().rawPath())) {
            throw new Refusal(
                    Problem.BAD_NAME, "paths hold letters, digits, dots, hyphens, underscores and slashes only");
        }
        response.next();
    }

    static boolean isPlain(String path) {
        return path.length() <= LONGEST && PLAIN.matcher(path).matches() && !path.contains("..");
    }
}
