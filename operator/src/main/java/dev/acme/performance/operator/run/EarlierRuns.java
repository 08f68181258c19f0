package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.HistoryEntry;
import dev.acme.performance.operator.diagnosis.PastRun;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The attempts that ended before one under the same measured spec and fingerprint, in its namespace, whatever their runs are
 * called ([ADR 0020]): from an index of the informer, so without asking the API server, and once for each attempt that ends.
 */
final class EarlierRuns {
    /** More do not make a level surer, and what it takes grows with their square. */
    static final int MOST = 100;

    private static final String INDEX = "spec-and-fingerprint";

    private volatile Function<String, List<PerformanceRun>> index = _ -> List.of();

    /** From now on what this cache knows. */
    void over(IndexerResourceCache<PerformanceRun> cache) {
        cache.addIndexer(INDEX, EarlierRuns::keys);
        over(key -> cache.byIndex(INDEX, key));
    }

    /** From now on what {@code runs} have under a key of {@link #keys}. */
    void over(Function<String, List<PerformanceRun>> runs) {
        index = runs;
    }

    /** Under which a run is found: one for each pair of spec and fingerprint that its attempts had. */
    static List<String> keys(PerformanceRun run) {
        return Statuses.of(run).history().stream()
                .flatMap(entry -> key(run, entry).stream())
                .distinct()
                .toList();
    }

    private static Optional<String> key(PerformanceRun run, HistoryEntry entry) {
        return entry.measuredSpec() == null || entry.fingerprint() == null
                ? Optional.empty()
                : Optional.of(
                        String.join("/", run.getMetadata().getNamespace(), entry.measuredSpec(), entry.fingerprint()));
    }

    /** With what those before say of the attempt that {@code ended} has just closed. */
    PerformanceRunStatus compared(PerformanceRun run, PerformanceRunStatus ended) {
        return RunCourse.compared(ended, run.getMetadata().getName(), past(run, ended));
    }

    /** At most {@link #MOST}, the earliest first; the last is the one that {@code ended} has just closed. */
    private List<PastRun> past(PerformanceRun run, PerformanceRunStatus ended) {
        if (ended.history().isEmpty()) {
            return List.of();
        }
        var newest = ended.history().getFirst();
        var own = ended.history().stream().skip(1).map(entry -> new PastRun(name(run), entry));
        var others = key(run, newest).stream()
                .flatMap(key -> index.apply(key).stream())
                .filter(other -> !name(other).equals(name(run)))
                .flatMap(other -> Statuses.of(other).history().stream().map(entry -> new PastRun(name(other), entry)));
        var before = Stream.concat(own, others)
                .filter(one -> key(run, one.entry()).equals(key(run, newest)))
                .filter(one -> end(one).isPresent())
                .sorted(Comparator.comparing((PastRun one) -> end(one).orElse(Instant.EPOCH))
                        .thenComparing(PastRun::run)
                        .thenComparing(one -> one.entry().attempt()))
                .toList();
        var past = new ArrayList<>(before.subList(Math.max(0, before.size() - MOST + 1), before.size()));
        past.add(new PastRun(name(run), newest));
        return past;
    }

    private static String name(PerformanceRun run) {
        return run.getMetadata().getName();
    }

    private static Optional<Instant> end(PastRun one) {
        try {
            return Optional.of(Instant.parse(one.entry().completedAt()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
