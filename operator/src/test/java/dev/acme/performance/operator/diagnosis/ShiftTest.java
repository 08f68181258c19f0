package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus.HistoryEntry;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.Validity;
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
        var finding = found(history(with(STEADY, 80.0))).getFirst();

        assertThat(finding.name()).isEqualTo("Shift");
        assertThat(finding.message())
                .startsWith(
                        "requests/s changed between attempt 5 and attempt 6: 100.00 in the 5 before, 80.00 in 1 since")
                .contains("(-20.0 %, p = ");
    }

    @Test
    void theAttemptAfterWhichAllDifferIsTheChangePoint() {
        var finding = found(history(with(STEADY, 80.0, 81.0, 79.5))).getFirst();

        assertThat(finding.message())
                .startsWith(
                        "requests/s changed between attempt 5 and attempt 6: 100.00 in the 5 before, 80.16 in 3 since");
    }

    @ParameterizedTest
    @CsvSource({"99.9", "102.5", "96"})
    void whatLiesAmongTheOthersOrNearThemIsNoShift(double newest) {
        assertThat(found(history(with(STEADY, newest)))).isEmpty();
    }

    @Test
    void twoAttemptsAreTooFewToKnowTheNoise() {
        assertThat(found(history(List.of(100.0, 100.1, 50.0)))).isEmpty();
    }

    @Test
    void attemptsOfAnotherFingerprintOrSpecOrWithoutNumbersDoNotCount() {
        var slower = history(with(STEADY, 80.0));
        var newest = slower.getLast();
        var elsewhere = new ArrayList<>(slower);
        elsewhere.set(5, entry(6, 80, Phase.SUCCEEDED, "other", "spec"));
        var edited = new ArrayList<>(slower);
        edited.set(5, entry(6, 80, Phase.SUCCEEDED, "here", "edited"));
        var doubted = new ArrayList<>(slower);
        doubted.set(5, new PastRun("nightly", doubted(6, 80)));
        var cancelled = new ArrayList<>(slower);
        cancelled.set(5, entry(6, 80, Phase.CANCELLED, "here", "spec"));

        assertThat(found(elsewhere)).isEmpty();
        assertThat(found(edited)).isEmpty();
        assertThat(found(cancelled)).isEmpty();
        assertThat(found(doubted)).isEmpty();
        assertThat(found(List.of(newest))).isEmpty();
        assertThat(found(List.of())).isEmpty();
    }

    @Test
    void attemptsOfOtherRunsAreNamed() {
        var past = history(with(STEADY, 80.0)).stream()
                .map(one -> one.entry().attempt() == 5 ? new PastRun("monday", one.entry()) : one)
                .toList();

        assertThat(found(past).getFirst().message())
                .startsWith("requests/s changed between attempt 5 of monday and attempt 6: ");
    }

    /** After ten attempts it is how things are. */
    @Test
    void aChangeIsNewsForTenAttempts() {
        var young =
                with(STEADY, IntStream.range(0, Shift.NEWS).mapToDouble(_ -> 80).toArray());
        var old = with(young, 80);

        assertThat(found(history(young))).hasSize(1);
        assertThat(found(history(old))).isEmpty();
    }

    @Test
    void aSlowDriftIsToldAsOne() {
        var rates = IntStream.range(0, 20)
                .mapToObj(i -> 100 * Math.exp(-0.01 * i) * (i % 2 == 0 ? 1.005 : 0.995))
                .toList();

        assertThat(found(history(rates)).getFirst().message())
                .startsWith("requests/s drifts from attempt 1 to attempt 20, 20 in all: a line from ");
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
                .map(ShiftTest::found)
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

    private static List<Notice> found(List<PastRun> past) {
        return CourseFindings.of("nightly", past);
    }

    private static List<PastRun> history(List<Double> rates) {
        return IntStream.range(0, rates.size())
                .mapToObj(at -> entry(at + 1, rates.get(at), Phase.SUCCEEDED, "here", "spec"))
                .toList();
    }

    private static PastRun entry(int attempt, double rate, Phase phase, String fingerprint, String spec) {
        return new PastRun(
                "nightly",
                new HistoryEntry(attempt, "", phase, Verdict.NONE, 10.0, rate, 10.0, fingerprint, spec, null));
    }

    /** Its numbers are invalid: no verdict stands on them, where there are objectives to judge. */
    private static HistoryEntry doubted(int attempt, double rate) {
        return new HistoryEntry(
                attempt, "", Phase.SUCCEEDED, Verdict.NONE, 10.0, rate, 10.0, "here", "spec", Validity.INVALID);
    }
}
