package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus.HistoryEntry;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftTest {
    /** Rates with 1 % of noise, by hand. */
    private static final List<Double> STEADY = List.of(100.0, 101.0, 99.5, 100.5, 99.0);

    @Test
    void aNewestAttemptThatFellOutOfTheOthersIsNamed() {
        var finding = CourseFindings.of(history(with(STEADY, 80.0))).getFirst();

        assertThat(finding.name()).isEqualTo("Shift");
        assertThat(finding.message())
                .startsWith("since attempt 6: 80.00 requests/s, 100.00 in the 5 attempts before")
                .contains("-20.0 %");
    }

    @Test
    void theAttemptAfterWhichAllDifferIsTheChangePoint() {
        var finding = CourseFindings.of(history(with(STEADY, 80.0, 81.0, 79.5))).getFirst();

        assertThat(finding.message()).startsWith("since attempt 6: 80.16 requests/s");
    }

    @ParameterizedTest
    @CsvSource({"99.9", "102.5", "96"})
    void whatLiesAmongTheOthersOrNearThemIsNoShift(double newest) {
        assertThat(CourseFindings.of(history(with(STEADY, newest)))).isEmpty();
    }

    @Test
    void twoAttemptsAreTooFewToKnowTheNoise() {
        assertThat(CourseFindings.of(history(List.of(100.0, 100.1, 50.0)))).isEmpty();
    }

    @Test
    void attemptsOfAnotherFingerprintOrSpecOrWithoutNumbersDoNotCount() {
        var slower = history(with(STEADY, 80.0));
        var newest = slower.getFirst();
        var elsewhere = new ArrayList<>(slower);
        elsewhere.set(0, entry(6, 80, Phase.SUCCEEDED, "other", "spec"));
        var edited = new ArrayList<>(slower);
        edited.set(0, entry(6, 80, Phase.SUCCEEDED, "here", "edited"));
        var cancelled = new ArrayList<>(slower);
        cancelled.set(0, entry(6, 80, Phase.CANCELLED, "here", "spec"));

        assertThat(CourseFindings.of(elsewhere)).isEmpty();
        assertThat(CourseFindings.of(edited)).isEmpty();
        assertThat(CourseFindings.of(cancelled)).isEmpty();
        assertThat(CourseFindings.of(List.of(newest))).isEmpty();
        assertThat(CourseFindings.of(List.of())).isEmpty();
    }

    /** 200 histories of ten equal attempts with 5 % of noise: at most 1 % are called shifted. */
    @Test
    void chanceIsNoShift() {
        long shifted = IntStream.range(0, 200)
                .mapToObj(Random::new)
                .map(random -> IntStream.range(0, 10)
                        .mapToObj(_ -> 100 * (1 + 0.05 * random.nextGaussian()))
                        .toList())
                .map(ShiftTest::history)
                .map(CourseFindings::of)
                .filter(findings -> !findings.isEmpty())
                .count();

        assertThat(shifted).isLessThanOrEqualTo(2);
    }

    private static List<Double> with(List<Double> before, double... more) {
        var all = new ArrayList<>(before);
        for (double one : more) {
            all.add(one);
        }
        return all;
    }

    /** Newest first, as the status has it; the rates are given oldest first. */
    private static List<HistoryEntry> history(List<Double> rates) {
        return IntStream.range(0, rates.size())
                .mapToObj(at -> entry(at + 1, rates.get(at), Phase.SUCCEEDED, "here", "spec"))
                .toList()
                .reversed();
    }

    private static HistoryEntry entry(int attempt, double rate, Phase phase, String fingerprint, String spec) {
        return new HistoryEntry(attempt, "", phase, Verdict.NONE, 10.0, rate, 10.0, fingerprint, spec);
    }
}
