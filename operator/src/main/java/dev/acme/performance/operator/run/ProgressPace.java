package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Progress;
import dev.acme.performance.exchange.RunProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which progress is worth a write of the status: every quarter of the way, and in a long load every minute. So a load of
 * four minutes or less costs three writes at most; who wants more reads the load generator's log.
 */
final class ProgressPace {
    private static final double QUARTER = 25;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private ProgressPace() {}

    /** Connecting and warming up come before the way begins. */
    static boolean isWorthAWrite(PerformanceRunStatus old, RunProgress line, Instant now) {
        var written = Optional.ofNullable(old.progress());
        double percent = written.map(Progress::percent).orElse(0.0);
        return line.stage() == RunProgress.Stage.MEASURING
                && (line.percent() >= percent + QUARTER || isOverdue(old, written, now));
    }

    private static boolean isOverdue(PerformanceRunStatus old, Optional<Progress> written, Instant now) {
        return written.flatMap(progress -> Optional.ofNullable(progress.at()))
                .map(Instant::parse)
                .or(() -> Conditions.since(old.conditions(), Conditions.Type.TARGET_READY))
                .filter(since -> !now.isBefore(since.plus(LONGEST)))
                .isPresent();
    }
}
