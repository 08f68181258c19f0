package dev.acme.performance.operator.web.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.acme.performance.operator.web.http.Problem;
import dev.acme.performance.operator.web.http.Refusal;
import dev.acme.performance.operator.web.watch.RunSummary;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

    private static final Comparator<Place> NEWEST_FIRST = Comparator.comparing(Place::createdAt)
            .reversed()
            .thenComparing(Place::namespace)
            .thenComparing(Place::name);

    /** Of a run in the list, which stays what it is when runs come and go. */
    private record Place(String createdAt, String namespace, String name) {
        static Place of(RunSummary run) {
            return new Place(run.createdAt(), run.namespace(), run.name());
        }
    }

    /** Begins after where {@code token} says the part before ended, whether or not that run is still there. */
    static RunPage of(List<RunSummary> runs, int limit, Optional<String> token) {
        int from = token.map(RunPage::decoded).map(end -> after(runs, end)).orElse(0);
        int to = Math.min(runs.size(), from + limit);
        var items = runs.subList(from, to);
        return new RunPage(items, to < runs.size() ? encoded(Place.of(items.getLast())) : null, runs.size());
    }

    private static int after(List<RunSummary> runs, Place end) {
        return (int) runs.stream()
                .takeWhile(run -> NEWEST_FIRST.compare(Place.of(run), end) <= 0)
                .count();
    }

    private static String encoded(Place place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("/", place.createdAt(), place.namespace(), place.name())
                        .getBytes(UTF_8));
    }

    private static Place decoded(String token) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(token), UTF_8).split("/", -1);
            if (parts.length == 3) {
                return new Place(parts[0], parts[1], parts[2]);
            }
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
        throw unknown();
    }

    private static Refusal unknown() {
        return Problem.of(Problem.Kind.BAD_REQUEST, "continue must be what an answer before said")
                .refusal();
    }
}
