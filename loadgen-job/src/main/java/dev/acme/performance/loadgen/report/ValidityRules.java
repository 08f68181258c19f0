package dev.acme.performance.loadgen.report;

import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rules of docs/measurement that one run can break on its own (H-01, H-04, H-05, H-06; H-07 and H-08 are
 * {@link LawRules}, H-09 is {@link Steadiness}). Processor time is judged
 * over the measured window where that lasts at least {@link #JUDGED_SECONDS}, for the clock that tells it moves in steps
 * of 10 ms, and besides for every whole second of the window; a burst shorter than a second is judged as a whole.
 */
final class ValidityRules {
    /** Below this many successes even the largest does not bound the p99 with 95 % confidence: 0.99^367 > 0.025. */
    static final long FEWEST_SAMPLES = 368;

    static final double JUDGED_SECONDS = 0.2;
    static final double MOST_CPU_PERCENT = 70;
    static final double MOST_GC_PERCENT = 1;
    static final double MOST_THROTTLED_PERCENT = 1;
    static final double DEGRADED_PERCENT = 0.1;
    static final double INCOMPARABLE_PERCENT = 1;
    private static final double FREE_SEND_LAG_MS = 1;
    private static final double MOST_SEND_LAG_OF_MEDIAN = 0.05;

    private final Evidence evidence;
    private final List<String> reasons = new ArrayList<>();
    private boolean isInvalid;

    private ValidityRules(Evidence evidence) {
        this.evidence = evidence;
    }

    /** {@code further} are the findings of {@link LawRules} and {@link Steadiness}. */
    static Judgement judge(Evidence evidence, List<Finding> further) {
        var rules = new ValidityRules(evidence);
        rules.stopped();
        rules.damaged();
        rules.saturated();
        rules.failing();
        rules.fewSamples();
        further.forEach(finding -> rules.found(finding.isVoid(), finding.reason()));
        Validity doubtful = rules.reasons.isEmpty() ? Validity.VALID : Validity.SUSPECT;
        return new Judgement(rules.isInvalid ? Validity.INVALID : doubtful, rules.reasons);
    }

    /** A burst that was stopped is not the burst that was asked for; a closed loop is, if its sample is large enough. */
    private void stopped() {
        if (!evidence.isCutShort()) {
            return;
        }
        boolean stands = evidence.mode() != LoadMode.BURST && evidence.succeeded() >= FEWEST_SAMPLES;
        found(
                !stands,
                String.format(
                        Locale.ROOT,
                        "Cancelled: stopped after %,d requests in %.1f s; what was under way is not counted",
                        evidence.requests(),
                        evidence.health().windowSeconds()));
    }

    private void damaged() {
        if (evidence.errors().corrupt() > 0) {
            found(
                    true,
                    String.format(
                            Locale.ROOT,
                            "Corrupt: %,d of %,d answers had the wrong length or checksum or were no HTTP",
                            evidence.errors().corrupt(),
                            evidence.requests()));
        }
        if (evidence.strayAnswers() > 0) {
            found(
                    true,
                    String.format(
                            Locale.ROOT,
                            "Corrupt: on %,d connections bytes came that no request had asked for",
                            evidence.strayAnswers()));
        }
        if (evidence.errors().truncated() > 0) {
            found(
                    true,
                    String.format(
                            Locale.ROOT,
                            "Truncated: %,d of %,d bodies ended early",
                            evidence.errors().truncated(),
                            evidence.requests()));
        }
    }

    private void saturated() {
        var health = evidence.health();
        if (health.windowSeconds() >= JUDGED_SECONDS) {
            exceeds(health.cpuPercent(), MOST_CPU_PERCENT, "processor time over the window, percent of its limit");
            exceeds(health.gcPercent(), MOST_GC_PERCENT, "garbage collection, percent of the window");
        }
        exceeds(
                health.worstSecondCpuPercent().orElse(0),
                MOST_CPU_PERCENT,
                "processor time in the worst second, percent of its limit");
        exceeds(health.throttledPercent().orElse(0), MOST_THROTTLED_PERCENT, "throttled periods, percent");
        exceeds(
                evidence.sendLagP99Ms(),
                Math.max(FREE_SEND_LAG_MS, MOST_SEND_LAG_OF_MEDIAN * evidence.medianMs()),
                "p99 of sends behind their plan, ms");
    }

    private void exceeds(double value, double most, String what) {
        if (value > most) {
            found(true, String.format(Locale.ROOT, "ClientSaturated: %s: %.2f, at most %.2f", what, value, most));
        }
    }

    private void failing() {
        double percent = evidence.errorPercent();
        if (percent > DEGRADED_PERCENT) {
            String consequence = percent > INCOMPARABLE_PERCENT ? ": more than 1 %, not to be compared" : "";
            found(
                    false,
                    String.format(
                            Locale.ROOT,
                            "Degraded: %,d of %,d requests failed (%.2f %%)%s",
                            evidence.errors().total(),
                            evidence.requests(),
                            percent,
                            consequence));
        }
    }

    private void fewSamples() {
        if (evidence.succeeded() == 0) {
            found(true, String.format(Locale.ROOT, "NoSuccess: none of %,d requests succeeded", evidence.requests()));
        } else if (evidence.succeeded() < FEWEST_SAMPLES) {
            found(
                    false,
                    String.format(
                            Locale.ROOT,
                            "FewSamples: %,d successes, the p99 has no upper bound below %d",
                            evidence.succeeded(),
                            FEWEST_SAMPLES));
        }
    }

    private void found(boolean voids, String reason) {
        reasons.add(reason);
        isInvalid |= voids;
    }
}
