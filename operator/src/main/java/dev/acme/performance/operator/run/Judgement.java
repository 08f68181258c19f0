package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.run.Conditions.Type.OBJECTIVES_MET;
import static dev.acme.performance.operator.run.Conditions.Type.RESULT_VALID;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.diagnosis.Objectives;
import dev.acme.performance.operator.target.Reason;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** How a result stands against the run's objectives, as numbers, verdict and conditions; pure. */
final class Judgement {
    private final PerformanceRun run;
    private final Instant now;

    Judgement(PerformanceRun run, Instant now) {
        this.run = run;
        this.now = now;
    }

    /** The status with its objectives checked against the results, and the verdict. */
    PerformanceRunStatus of(PerformanceRunStatus status, Results results) {
        var objectives = new Objectives(run.getSpec().objectives());
        var validity = Objects.requireNonNullElse(status.validity(), Validity.INVALID);
        return status.withObjectives(objectives.check(results)).withVerdict(objectives.verdict(results, validity));
    }

    /** The status's conditions with those that tell validity and verdict. */
    Conditions conditions(PerformanceRunStatus status) {
        var conditions = new Conditions(status.conditions(), Statuses.observed(run, Statuses.of(run)), now);
        if (status.results() == null || status.validity() == null) {
            return conditions;
        }
        String why = String.join("; ", status.validityReasons());
        switch (status.validity()) {
            case VALID -> conditions.set(RESULT_VALID, true, Reason.MEASURED, why);
            case SUSPECT -> conditions.setUnknown(RESULT_VALID, Reason.SUSPECT, why);
            case INVALID -> conditions.set(RESULT_VALID, false, Reason.VOID, why);
        }
        var verdict = Objects.requireNonNullElse(status.verdict(), Verdict.INCONCLUSIVE);
        return switch (verdict) {
            case NONE -> conditions.remove(OBJECTIVES_MET);
            case PASS -> conditions.set(OBJECTIVES_MET, true, Reason.MEASURED, "every objective is met");
            case WARN, FAIL, INCONCLUSIVE ->
                conditions.set(
                        OBJECTIVES_MET,
                        false,
                        Reason.MEASURED,
                        "verdict " + verdict.name().toLowerCase(Locale.ROOT));
        };
    }
}
