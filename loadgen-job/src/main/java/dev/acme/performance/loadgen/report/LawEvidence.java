package dev.acme.performance.loadgen.report;

import dev.acme.performance.exchange.Arrival;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.loadgen.drive.LoadOutcome;
import dev.acme.performance.loadgen.stats.Counts;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What {@link LawRules} judge. {@code occupiedNanos}: time of all clients in requests, pauses and connecting inside the
 * window; {@code earlyResponseMs}: a typical response of the window's first third; {@code bodyBytes}: of every answer, 0
 * where they differ or are not known; {@code mostBytesPerSecond}: what the machine and its link can take.
 */
@RecordBuilder
record LawEvidence(
        Arrival.Kind arrival,
        boolean isTimed,
        boolean isCutShort,
        int clients,
        long windowNanos,
        long occupiedNanos,
        long planned,
        long unsent,
        long endedInWindow,
        long succeededInWindow,
        long bytesInWindow,
        double earlyResponseMs,
        long fastestNanos,
        long bodyBytes,
        double mostBytesPerSecond)
        implements LawEvidenceBuilder.With {

    static LawEvidence of(LoadProfile profile, LoadOutcome outcome, double mostBytesPerSecond) {
        Counts counts = outcome.measured().counts();
        boolean isTimed = profile.durationSeconds() != null;
        Long size = profile.sizeBytes();
        return new LawEvidence(
                ArrivalReport.of(profile, outcome).kind(),
                isTimed,
                outcome.isCutShort(),
                profile.clients(),
                outcome.windowNanos(),
                counts.occupiedNanos(),
                counts.planned(),
                counts.unsent(),
                counts.endedInWindow(),
                isTimed ? counts.succeededInWindow() : counts.succeeded(),
                isTimed ? counts.bytesInWindow() : counts.bytes(),
                new Steadiness(profile, outcome.series()).earlyMs(),
                outcome.measured().fastestNanos(),
                size == null || !profile.method().equals("GET") ? 0 : size,
                mostBytesPerSecond);
    }
}
