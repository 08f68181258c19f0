package dev.acme.performance.operator.diagnosis;

import static dev.acme.performance.operator.diagnosis.Courses.closed;
import static dev.acme.performance.operator.diagnosis.Courses.load;
import static dev.acme.performance.operator.diagnosis.Courses.rates;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Load;
import dev.acme.performance.exchange.LoadMode;
import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.Results;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.exchange.RunResult.Second;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourseFindingsTest {
    @Test
    void aFallIsNamedWithBothItsEnds() {
        var finding = findings(closed(60), rates(60, at -> 637 - 9.4 * at)).getFirst();

        assertThat(finding.name()).isEqualTo("Drift");
        assertThat(finding.message()).contains("went from 547.75", "to 171.75", "p < 1e-6");
    }

    /** Four empty seconds, then one that holds all: what blocking batches look like. */
    @Test
    void secondsThatAreEmptyAndFullInTurnsAreAConvoy() {
        var finding =
                findings(closed(60), rates(60, at -> at % 5 == 4 ? 500 : 1)).getFirst();

        assertThat(finding.name()).isEqualTo("Convoy");
        assertThat(finding.message())
                .isEqualTo("in 48 of 60 seconds next to nothing ended, in the fullest 500 requests did, in the mean"
                        + " 100.8");
    }

    @Test
    void oneOutageIsNoConvoy() {
        assertThat(names(closed(60), rates(60, at -> at >= 25 && at < 35 ? 0 : 100)))
                .isEmpty();
    }

    @Test
    void slowRequestsBunchByThemselves() {
        var slow = rates(60, at -> at % 5 == 4 ? 500 : 1);
        var latency = new Results.Latency(900, 900, 900, 900, 900, null, 900, 900, 1, 900, 900.0);

        assertThat(names(closed(60), withLatency(slow, latency))).isEmpty();
        assertThat(names(load("mode: Closed, durationSeconds: 60, thinkTimeMs: 900"), slow))
                .isEmpty();
    }

    @Test
    void aFewRequestsASecondMissSecondsByChance() {
        assertThat(names(closed(60), rates(60, at -> at % 5 == 4 ? 8 : 0))).isEmpty();
    }

    @Test
    void brokenConnectionsThatBecomeMoreAreNamed() {
        var finding = findings(closed(30), failing(at -> at / 3, new Results.Errors(0, 100, 35, 0, 0, 0, 0)))
                .getLast();

        assertThat(finding.name()).isEqualTo("ConnectionExhaustion");
        assertThat(finding.message())
                .isEqualTo(
                        "100 connections were refused and 35 broke; 12 requests failed in the first third of the load,"
                                + " 78 in the last");
    }

    @Test
    void connectionsThatBreakAtAConstantRateAreNotExhausted() {
        assertThat(names(closed(30), failing(_ -> 5, new Results.Errors(0, 150, 0, 0, 0, 0, 0))))
                .isEmpty();
    }

    @Test
    void otherFailuresAreNotOfConnections() {
        assertThat(names(closed(30), failing(at -> at / 3, new Results.Errors(0, 10, 0, 125, 0, 0, 0))))
                .isEmpty();
    }

    private static List<Notice> findings(Load load, RunResult result) {
        return CourseFindings.of(load, result, DriftRule.of(load, result));
    }

    private static List<String> names(Load load, RunResult result) {
        return findings(load, result).stream().map(Notice::name).toList();
    }

    /** 500 successes a second, and so many failures. */
    private static RunResult failing(IntToLongFunction failures, Results.Errors errors) {
        return Courses.of(
                LoadMode.CLOSED,
                IntStream.range(0, 30)
                        .mapToObj(at ->
                                new Second(at, 500 + failures.applyAsLong(at), 0, failures.applyAsLong(at), 10.0, 10.0))
                        .toList(),
                errors);
    }

    private static RunResult withLatency(RunResult result, Results.Latency latency) {
        return Courses.of(result.mode(), result.series(), Results.Errors.NONE, latency);
    }
}
