package dev.acme.performance.operator.web.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.web.watch.RunSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final Duration ITSELF = Duration.ZERO;
    private final List<RunSummary> known = new ArrayList<>();
    private final RunSummary wanted = RunSummary.of(Runs.run("")).withMeasuredSpec("same");

    private Duration left(Duration load, int runsPerNamespace) {
        return Duration.between(Runs.NOW, new Estimate(known, runsPerNamespace).completion(wanted, load, Runs.NOW));
    }

    private void ended(String spec, String measured, int seconds) {
        add(
                spec,
                PerformanceRunStatus.empty()
                        .withPhase(Phase.SUCCEEDED)
                        .withMeasuredSpec(measured)
                        .withStartedAt(Runs.NOW.toString())
                        .withCompletedAt(Runs.NOW.plusSeconds(seconds).toString()));
    }

    private void add(String spec, PerformanceRunStatus status) {
        var run = Runs.run(spec, status);
        run.getMetadata().setUid("uid-" + known.size());
        known.add(RunSummary.of(run));
    }

    @Test
    void withoutHistoryItIsTwoMinutesBesideTheLoad() {
        assertThat(left(ITSELF, 1)).isEqualTo(Duration.ofMinutes(2));
        assertThat(left(Duration.ofMinutes(5), 1)).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void runsOfTheSameSpecTellBest() {
        ended("", "same", 30);
        ended("", "same", 50);
        ended("", "same", 500);
        ended("", "other", 9);

        assertThat(left(ITSELF, 1)).as("the median").isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void elseThoseThatAreAlike() {
        ended("", "other", 80);
        ended("clients: 7", "other", 9);
        ended("storage: {backend: rds}", "other", 9);

        assertThat(left(ITSELF, 1)).isEqualTo(Duration.ofSeconds(80));
        assertThat(left(Duration.ofMinutes(5), 1))
                .as("never less than the load")
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatFailedTellsNothing() {
        add(
                "",
                PerformanceRunStatus.empty()
                        .withPhase(Phase.FAILED)
                        .withMeasuredSpec("same")
                        .withStartedAt(Runs.NOW.toString())
                        .withCompletedAt(Runs.NOW.plusSeconds(1).toString()));

        assertThat(left(ITSELF, 1)).isEqualTo(Estimate.UNKNOWN);
    }

    @Test
    void runsAheadAreWaitedFor() {
        ended("", "same", 60);
        add("", PerformanceRunStatus.empty().withPhase(Phase.RUNNING));
        add("", PerformanceRunStatus.empty());
        add("", PerformanceRunStatus.empty().withPhase(Phase.SUSPENDED));

        assertThat(left(ITSELF, 1)).isEqualTo(Duration.ofMinutes(3));
        assertThat(left(ITSELF, 2)).as("two at a time").isEqualTo(Duration.ofMinutes(2));
    }
}
