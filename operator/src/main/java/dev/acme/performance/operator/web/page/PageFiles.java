package dev.acme.performance.operator.web.page;

import dev.acme.performance.operator.target.Digest;
import dev.acme.performance.operator.web.http.Answer;
import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.route.Asked;
import dev.acme.performance.operator.web.route.Route;
import dev.acme.performance.operator.web.route.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The dashboard's files out of the jar: the same for everybody, and without a word about the cluster. */
public final class PageFiles {
    private static final String FOLDER = "/dev/acme/performance/operator/web/page/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");
    private static final int TAG_DIGITS = 32;

    /** Only of files that exist: as many as the jar has. */
    private final Map<String, Answer.Whole> files = new ConcurrentHashMap<>();

    public List<Route> routes() {
        return List.of(
                Route.get("/", Rule.open(), asked -> file("index.html", asked)),
                Route.get("/assets/" + "**", Rule.open(), asked -> file("assets/" + asked.rest(), asked)));
    }

    private Answer file(String name, Asked asked) {
        var file = Optional.ofNullable(files.get(name))
                .or(() -> read(name))
                .orElseThrow(() -> Problem.notFound().refusal());
        boolean isKnown = asked.header("If-None-Match")
                .filter(tag -> tag.equals(file.headers().get("ETag")))
                .isPresent();
        return isKnown ? new Answer.Whole(304, file.mediaType(), new byte[0], file.headers()) : file;
    }

    private Optional<Answer.Whole> read(String name) {
        var type = Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
        if (type.isEmpty()) {
            return Optional.empty();
        }
        try (var in = PageFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            String tag = Digest.of(new String(bytes, StandardCharsets.ISO_8859_1), TAG_DIGITS);
            var file = new Answer.Whole(
                    200, type.get(), bytes, Map.of("ETag", "\"" + tag + "\"", "Cache-Control", "no-cache"));
            files.put(name, file);
            return Optional.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
