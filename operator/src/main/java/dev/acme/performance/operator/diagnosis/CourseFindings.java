package dev.acme.performance.operator.diagnosis;

import dev.acme.performance.crds.Load;
import dev.acme.performance.crds.PerformanceRunStatus.Drift;
import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What stood out in the course of a run, and in that of the runs before. */
public final class CourseFindings {
    private CourseFindings() {}

    /** Of one run; {@code drift} is what {@link DriftRule} says of it. */
    public static List<Notice> of(Load load, RunResult result, Drift drift) {
        return Stream.of(drift(drift), Bunching.of(load, result), Connecting.of(load, result))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Of attempts of {@code run} and of others, the earliest first and one of {@code run} last. */
    public static List<Notice> of(String run, List<PastRun> past) {
        return Shift.of(run, past).stream().toList();
    }

    private static Optional<Notice> drift(Drift drift) {
        return Boolean.TRUE.equals(drift.detected())
                ? Optional.of(new Notice(
                        "Drift",
                        drift.explanation(),
                        "a mean over the whole run stands for no part of it: find what fills up or wears out, or add"
                                + " load.warmupSeconds where it is only the beginning"))
                : Optional.empty();
    }
}
