package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.PerformanceRunStatus.HistoryEntry;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Notice;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EarlierRunsTest {
    private static final double[] NOISE = {1, 1.01, 0.995, 1.005, 0.99};

    private final EarlierRuns earlier = new EarlierRuns();

    @Test
    void runsOfOtherNamesAreOneSeriesInTheOrderOfTheirEnds() {
        indexed(nightly(5, 100, "here", "spec").reversed());

        assertThat(compared("tonight", at(9, 80, "here", "spec")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.name()).isEqualTo("Shift");
                    assertThat(finding.message())
                            .startsWith(
                                    "requests/s changed between attempt 1 of nightly-4 and attempt 1: 100.00 in the 5"
                                            + " before, 80.00 in 1 since");
                });
    }

    /** The cache may have this very attempt already, or not yet: it is looked at once. */
    @Test
    void whatTheCacheKnowsOfTheRunItselfDoesNotCountTwice() {
        var all = nightly(5, 100, "here", "spec");
        var itself = ended("tonight", List.of(at(9, 80, "here", "spec"), at(8, 79, "here", "spec")));
        all.add(itself);
        indexed(all);

        assertThat(compared("tonight", at(9, 80, "here", "spec")).getFirst().message())
                .contains("80.00 in 1 since");
    }

    @Test
    void runsOfAnotherSpecFingerprintOrNamespaceAreNotInIt() {
        var elsewhere = nightly(5, 100, "here", "spec");
        elsewhere.forEach(run -> run.getMetadata().setNamespace("other"));
        for (var others : List.of(nightly(5, 100, "there", "spec"), nightly(5, 100, "here", "edited"), elsewhere)) {
            indexed(others);

            assertThat(compared("tonight", at(9, 80, "here", "spec"))).isEmpty();
        }
    }

    /** Ten thousand runs of one spec: the last hundred are looked at, 99 of them before this one. */
    @Test
    void aLongPastIsCutOff() {
        var all = nightly(10_000, 200, "here", "spec");
        all.addAll(nightly(99, 10_000, 100, "here", "spec"));
        indexed(all);

        assertThat(compared("tonight", at(20_000, 80, "here", "spec"))
                        .getFirst()
                        .message())
                .contains(" in the 99 before, 80.00 in 1 since");
    }

    @Test
    void aRunIsFoundUnderEachPairThatItsAttemptsHad() {
        var run = ended(
                "one",
                List.of(
                        at(3, 100, "here", "edited"),
                        at(2, 100, "here", "spec"),
                        at(1, 100, "here", "spec"),
                        new HistoryEntry(
                                0, "", Phase.FAILED, Verdict.INCONCLUSIVE, null, null, null, null, "spec", null)));

        assertThat(EarlierRuns.keys(run)).containsExactly("bench/edited/here", "bench/spec/here");
        assertThat(EarlierRuns.keys(Runs.run(""))).isEmpty();
    }

    @Test
    void whatHasNoNumbersIsLeftAsItIs() {
        indexed(nightly(5, 100, "here", "spec"));
        var failed =
                PerformanceRunStatus.empty().withPhase(Phase.FAILED).withHistory(List.of(at(9, 80, "here", "spec")));

        assertThat(earlier.compared(named("tonight"), failed)).isEqualTo(failed);
        assertThat(earlier.compared(named("tonight"), PerformanceRunStatus.empty()))
                .isEqualTo(PerformanceRunStatus.empty());
    }

    private List<Notice> compared(String name, HistoryEntry newest) {
        var ended = PerformanceRunStatus.empty()
                .withResults(Runs.result(100).results())
                .withHistory(List.of(newest));
        return earlier.compared(named(name), ended).findings();
    }

    /** As an informer's index answers. */
    private void indexed(List<PerformanceRun> runs) {
        earlier.over(key ->
                runs.stream().filter(run -> EarlierRuns.keys(run).contains(key)).toList());
    }

    private static List<PerformanceRun> nightly(int count, double rate, String fingerprint, String spec) {
        return nightly(count, 0, rate, fingerprint, spec);
    }

    private static List<PerformanceRun> nightly(int count, int from, double rate, String fingerprint, String spec) {
        return new ArrayList<>(IntStream.range(from, from + count)
                .mapToObj(i -> ended("nightly-" + i, List.of(at(i, rate * NOISE[i % NOISE.length], fingerprint, spec))))
                .toList());
    }

    private static PerformanceRun ended(String name, List<HistoryEntry> history) {
        var run = named(name);
        run.setStatus(PerformanceRunStatus.empty().withPhase(Phase.SUCCEEDED).withHistory(history));
        return run;
    }

    private static PerformanceRun named(String name) {
        var run = Runs.run("");
        run.getMetadata().setName(name);
        return run;
    }

    private static HistoryEntry at(int minute, double rate, String fingerprint, String spec) {
        return new HistoryEntry(
                1,
                Runs.NOW.plusSeconds(60L * minute).toString(),
                Phase.SUCCEEDED,
                Verdict.NONE,
                10.0,
                rate,
                10.0,
                fingerprint,
                spec,
                Validity.VALID);
    }
}
