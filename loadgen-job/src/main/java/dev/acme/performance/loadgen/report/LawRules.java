package dev.acme.performance.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What holds of every right measurement, whatever was measured: Little's law (H-07: Little, Operations Research 9, 1961;
 * for closed loops as N = X (R + Z), Denning and Buzen, Computing Surveys 10, 1978) and the bounds of physics (H-08).
 */
final class LawRules {
    static final double CLOSED_TOLERANCE = 0.02;
    static final double OPEN_TOLERANCE = 0.01;
    private static final double GIGABYTE = 1e9;
    private static final double SECOND_NANOS = 1e9;
    private static final double MILLI_NANOS = 1e6;

    private final LawEvidence evidence;
    private final List<Finding> findings = new ArrayList<>();

    private LawRules(LawEvidence evidence) {
        this.evidence = evidence;
    }

    static List<Finding> judge(LawEvidence evidence) {
        var rules = new LawRules(evidence);
        rules.unsent();
        if (!evidence.isCutShort()) {
            switch (evidence.arrival()) {
                case CLOSED -> rules.clientsAreAlwaysBusy();
                case CONSTANT, POISSON -> rules.whatIsOfferedIsAchieved();
            }
        }
        rules.clientsDoOneThingAtATime();
        rules.bytesAreCopied();
        return List.copyOf(rules.findings);
    }

    private void unsent() {
        if (evidence.unsent() > 0) {
            findings.add(Finding.doubts(String.format(
                    Locale.ROOT,
                    "Unsent: %,d of %,d planned requests were never sent; they count as timed out",
                    evidence.unsent(),
                    evidence.planned())));
        }
    }

    /** X (R + Z) / N = 1, with R over all attempts, cut at the window's ends; connecting and pauses belong to Z. */
    private void clientsAreAlwaysBusy() {
        if (!evidence.isTimed()) {
            return;
        }
        double ratio = evidence.occupiedNanos() / ((double) evidence.clients() * evidence.windowNanos());
        if (Math.abs(ratio - 1) > CLOSED_TOLERANCE) {
            findings.add(Finding.voids(String.format(
                    Locale.ROOT,
                    "LittlesLaw: X (R + Z) / N is %.3f and must be within %.0f %% of 1: the clocks or counters are wrong",
                    ratio,
                    100 * CLOSED_TOLERANCE)));
        }
    }

    /**
     * Of what is planned in a steady window all has ended at its end but what was planned within the last response time:
     * that of the first third, where an overload has not built up its queue yet.
     */
    private void whatIsOfferedIsAchieved() {
        double due = evidence.planned()
                * (1 - Math.min(1, evidence.earlyResponseMs() * MILLI_NANOS / evidence.windowNanos()));
        if (due < 1) {
            return;
        }
        double ratio = evidence.endedInWindow() / due;
        if (Math.abs(ratio - 1) > OPEN_TOLERANCE && evidence.endedInWindow() + 1 < due) {
            findings.add(Finding.doubts(String.format(
                    Locale.ROOT,
                    "Saturated: %.1f %% of the offered rate was achieved within the window (%,d of %,d planned); this is no supported rate",
                    100.0 * evidence.endedInWindow() / evidence.planned(),
                    evidence.endedInWindow(),
                    evidence.planned())));
        }
    }

    /** X <= N / S_min, and one more each for the request that the window cuts. */
    private void clientsDoOneThingAtATime() {
        if (evidence.fastestNanos() <= 0 || evidence.fastestNanos() == Long.MAX_VALUE) {
            return;
        }
        double most = evidence.clients() * (evidence.windowNanos() / (double) evidence.fastestNanos() + 1);
        if (evidence.succeededInWindow() > most) {
            findings.add(Finding.voids(String.format(
                    Locale.ROOT,
                    "TooGood: %,d requests succeeded, %,d clients whose fastest took %.3f ms could do %,.0f",
                    evidence.succeededInWindow(),
                    evidence.clients(),
                    evidence.fastestNanos() / MILLI_NANOS,
                    most)));
        }
    }

    private void bytesAreCopied() {
        double most = evidence.mostBytesPerSecond();
        double rate = evidence.bytesInWindow() / (evidence.windowNanos() / SECOND_NANOS);
        if (evidence.windowNanos() > 0 && rate > most) {
            findings.add(Finding.voids(String.format(
                    Locale.ROOT,
                    "TooGood: %.2f GB/s of bodies, this machine or its link can take %.2f",
                    rate / GIGABYTE,
                    most / GIGABYTE)));
        }
        if (evidence.bodyBytes() > 0 && evidence.fastestNanos() != Long.MAX_VALUE) {
            double fastest = evidence.bodyBytes() / (evidence.fastestNanos() / SECOND_NANOS);
            if (fastest > most) {
                findings.add(Finding.voids(String.format(
                        Locale.ROOT,
                        "TooGood: a body of %,d bytes came in %.3f ms, this machine or its link needs %.3f",
                        evidence.bodyBytes(),
                        evidence.fastestNanos() / MILLI_NANOS,
                        evidence.bodyBytes() / most * 1e3)));
            }
        }
    }
}
