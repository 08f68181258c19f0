package dev.acme.performance.operator.web.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.watch.RunSummary;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list of runs, newest first.
 *
 * @param next where the next part begins; null where this is the last
 * @param total of all parts
 */
record RunPage(List<RunSummary> items, @Nullable String next, int total) {
    static final int STANDARD = 200;
    static final int MOST = 1_000;

    /** Begins after the run that {@code token} names, which may be gone meanwhile: then the list begins anew. */
    static RunPage of(List<RunSummary> runs, int limit, Optional<String> token) {
        int from = token.map(RunPage::decoded).map(key -> after(runs, key)).orElse(0);
        int to = Math.min(runs.size(), from + limit);
        var items = runs.subList(from, to);
        return new RunPage(items, to < runs.size() ? encoded(key(items.getLast())) : null, runs.size());
    }

    private static int after(List<RunSummary> runs, String key) {
        return IntStream.range(0, runs.size())
                .filter(i -> key(runs.get(i)).equals(key))
                .map(i -> i + 1)
                .findFirst()
                .orElse(0);
    }

    private static String key(RunSummary run) {
        return run.namespace() + "/" + run.name() + "/" + run.uid();
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.of(Problem.Kind.BAD_REQUEST, "continue must be what an answer before said")
                    .refusal();
        }
    }
}
