package dev.acme.performance.operator.web.events;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Progress;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunProgress.Stage;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.web.watch.Change;
import dev.acme.performance.operator.web.watch.RunSummary;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What listeners are told of loads under way. */
class LivePulseTest {
    private static final RunProgress LINE = new RunProgress(Stage.MEASURING, 50, 100, 1, 40, 1_000, 1.5, 3.0, 9.0);

    private final List<RunSummary> runs = new ArrayList<>();
    private final List<Change> told = new ArrayList<>();
    private final AtomicInteger listeners = new AtomicInteger(1);
    private Function<RunSummary, Optional<RunProgress>> live = _ -> Optional.of(LINE);

    @Test
    void aLoadUnderWayIsToldWithWhatItsGeneratorsSay() {
        var running = run("a", Phase.RUNNING);
        runs.add(running);

        beat();

        assertThat(told)
                .containsExactly(new Change.OfRun(
                        running.withProgress(new Progress(50, 100, 40, 1L, 1.5, 3.0, 9.0, NOW.toString()))));
    }

    @Test
    void nobodyListensAndNothingIsLookedAt() {
        runs.add(run("a", Phase.RUNNING));
        listeners.set(0);
        live = _ -> {
            throw new AssertionError("looked at");
        };

        beat();

        assertThat(told).isEmpty();
    }

    @Test
    void onlyALoadThatMeasuresIsTold() {
        runs.add(run("a", Phase.PROVISIONING));
        runs.add(run("b", Phase.SUCCEEDED));
        runs.add(run("c", Phase.RUNNING));
        live = _ -> Optional.of(new RunProgress(Stage.WARMUP, 50, 100, 1, 40, 1_000, 1.5, null, null));

        beat();

        assertThat(told).isEmpty();
    }

    @Test
    void aRunThatWentOnWhileItWasLookedAtIsNotToldAsItWas() {
        runs.add(run("a", Phase.RUNNING));
        live = _ -> {
            runs.set(0, run("a", Phase.COLLECTING));
            return Optional.of(LINE);
        };

        beat();

        assertThat(told).isEmpty();
    }

    @Test
    void oneThatCannotBeReadKeepsNoOtherFromBeingTold() {
        runs.add(run("a", Phase.RUNNING));
        runs.add(run("b", Phase.RUNNING));
        live = run -> {
            if (run.name().equals("a")) {
                throw new KubernetesClientException("gone");
            }
            return Optional.of(LINE);
        };

        beat();

        assertThat(names()).containsExactly("b");
    }

    @Test
    void noMoreThanSoManyAreLookedAtInASecond() {
        IntStream.range(0, LivePulse.MOST + 5)
                .mapToObj(i -> run("run-" + i, Phase.RUNNING))
                .forEach(runs::add);

        beat();

        assertThat(names()).hasSize(LivePulse.MOST).startsWith("run-0", "run-1");
    }

    private void beat() {
        var sources = new LivePulse.Sources(() -> List.copyOf(runs).stream(), runs::contains, run -> live.apply(run));
        try (var pulse = new LivePulse(sources, listeners::get, told::add, () -> NOW)) {
            pulse.beat();
        }
    }

    private List<String> names() {
        return told.stream().map(change -> ((Change.OfRun) change).run().name()).collect(Collectors.toList());
    }

    private static RunSummary run(String name, Phase phase) {
        var run = Runs.run("", PerformanceRunStatus.empty().withPhase(phase).withAttempt(1));
        run.getMetadata().setName(name);
        return RunSummary.of(run);
    }
}
