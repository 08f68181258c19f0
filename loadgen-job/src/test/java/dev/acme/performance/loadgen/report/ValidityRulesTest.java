package dev.acme.performance.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.loadgen.health.Health;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidityRulesTest {
    private static final Health FIT = health(10, 0.5);

    @Test
    void aSoundRunIsValid() {
        assertThat(ValidityRules.judge(burst(1_000, Results.Errors.NONE, FIT), List.of()))
                .isEqualTo(new Judgement(Validity.VALID, List.of()));
    }

    /** H-01. */
    @ParameterizedTest
    @CsvSource({"367, SUSPECT, FewSamples: 367", "368, VALID,", "1, SUSPECT, FewSamples: 1", "0, INVALID, NoSuccess: "})
    void belowThreeHundredSixtyEightSuccessesThePercentileHasNoUpperBound(
            long succeeded, Validity validity, String reason) {
        expect(burst(succeeded, Results.Errors.NONE, FIT), validity, reason);
    }

    /** H-04: of 10,000 requests. */
    @ParameterizedTest
    @CsvSource({
        "10, VALID,",
        "11, SUSPECT, Degraded: 11 of 10,000 requests failed (0.11 %)",
        "100, SUSPECT, Degraded: 100 of 10,000 requests failed (1.00 %)",
        "101, SUSPECT, 'Degraded: 101 of 10,000 requests failed (1.01 %): more than 1 %, not to be compared'"
    })
    void failuresDegradeBeyondOneInAThousand(long failed, Validity validity, String reason) {
        expect(burst(10_000 - failed, new Results.Errors(0, 0, 0, failed, 0, 0, 0), FIT), validity, reason);
    }

    /** H-05. */
    @ParameterizedTest
    @CsvSource({"1, 0, Corrupt: 1 of", "0, 1, Truncated: 1 of"})
    void oneDamagedBodyMakesTheResultVoid(long corrupt, long truncated, String reason) {
        var errors = new Results.Errors(0, 0, 0, 0, truncated, corrupt, 0);

        expect(burst(100_000, errors, FIT), Validity.INVALID, reason);
    }

    @Test
    void bytesThatNobodyAskedForMakeTheResultVoid() {
        var evidence = new Evidence(LoadMode.CLOSED, 1_000, 1_000, Results.Errors.NONE, 1, 10, 0, FIT, false);

        expect(evidence, Validity.INVALID, "Corrupt: on 1 connections");
    }

    /** H-06: percent of the limit over the window, of one processor. */
    @ParameterizedTest
    @CsvSource({
        "10, 7.0, VALID,",
        "10, 7.1, INVALID, ClientSaturated: processor time over the window",
        "0.2, 0.2, INVALID, ClientSaturated: processor time over the window",
        "0.19, 0.19, VALID,"
    })
    void processorTimeIsJudgedOverWindowsThatTheClockCanTell(
            double windowSeconds, double cpuSeconds, Validity validity, String reason) {
        expect(burst(1_000, Results.Errors.NONE, health(windowSeconds, cpuSeconds)), validity, reason);
    }

    @ParameterizedTest
    @CsvSource({
        "70, 0, 0, VALID,",
        "70.1, 0, 0, INVALID, ClientSaturated: processor time in the worst second",
        "0, 100, 0, VALID,",
        "0, 101, 0, INVALID, ClientSaturated: garbage collection",
        "0, 0, 1, VALID,",
        "0, 0, 1.1, INVALID, ClientSaturated: throttled periods"
    })
    void aWorstSecondCollectionsAndThrottlingAreJudged(
            double worstSecond, double gcMs, double throttled, Validity validity, String reason) {
        var health = new Health(10, 0.5, 1, OptionalDouble.of(worstSecond), gcMs, OptionalDouble.of(throttled));

        expect(burst(1_000, Results.Errors.NONE, health), validity, reason);
    }

    /** H-06: 1 ms, or a twentieth of the median. */
    @ParameterizedTest
    @CsvSource({
        "10, 1.0, VALID,",
        "10, 1.1, INVALID, ClientSaturated: p99 of sends",
        "100, 5.0, VALID,",
        "100, 5.1, INVALID, ClientSaturated: p99 of sends"
    })
    void sendsMayBeLateByASmallPartOfWhatIsMeasured(double medianMs, double lagMs, Validity validity, String reason) {
        var evidence = new Evidence(LoadMode.CLOSED, 1_000, 1_000, Results.Errors.NONE, 0, medianMs, lagMs, FIT, false);

        expect(evidence, validity, reason);
    }

    @ParameterizedTest
    @CsvSource({"BURST, 1000, INVALID", "CLOSED, 1000, SUSPECT", "CLOSED, 367, INVALID"})
    void aRunThatWasStoppedStandsOnlyAsALoopWithEnoughSamples(LoadMode mode, long succeeded, Validity validity) {
        var evidence = new Evidence(mode, succeeded, succeeded, Results.Errors.NONE, 0, 10, 0, FIT, true);

        expect(evidence, validity, "Cancelled: stopped after");
    }

    @Test
    void theWorstReasonDecidesAndAllAreTold() {
        var errors = new Results.Errors(5, 0, 0, 0, 0, 1, 0);

        Judgement judgement = ValidityRules.judge(burst(10, errors, FIT), List.of());

        assertThat(judgement.validity()).isEqualTo(Validity.INVALID);
        assertThat(judgement.reasons())
                .extracting(reason -> reason.substring(0, reason.indexOf(':')))
                .containsExactly("Corrupt", "Degraded", "FewSamples");
    }

    private static void expect(Evidence evidence, Validity validity, @Nullable String reason) {
        Judgement judgement = ValidityRules.judge(evidence, List.of());

        assertThat(judgement.validity()).as("%s", judgement).isEqualTo(validity);
        if (reason == null) {
            assertThat(judgement.reasons()).isEmpty();
        } else {
            assertThat(judgement.reasons()).anyMatch(found -> found.startsWith(reason));
        }
    }

    private static Evidence burst(long succeeded, Results.Errors errors, Health health) {
        return new Evidence(LoadMode.BURST, succeeded + errors.total(), succeeded, errors, 0, 10, 0, health, false);
    }

    /** Of one processor. */
    private static Health health(double windowSeconds, double cpuSeconds) {
        return new Health(windowSeconds, cpuSeconds, 1, OptionalDouble.empty(), 0, OptionalDouble.empty());
    }
}
