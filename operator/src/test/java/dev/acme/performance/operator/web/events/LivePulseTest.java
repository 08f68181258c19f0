package dev.acme.performance.operator.web.events;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Progress;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunProgress.Stage;
import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.web.watch.Change;
import dev.acme.performance.operator.web.watch.RunSummary;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What listeners are told of loads under way. */
@Timeout(30)
class LivePulseTest {
    private static final RunProgress LINE = new RunProgress(Stage.MEASURING, 50, 100, 1, 40, 1_000, 1.5, 3.0, 9.0);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<RunSummary> runs = new CopyOnWriteArrayList<>();
    private final Broadcast broadcast = new Broadcast();
    private Optional<Broadcast.Listener> listener = Optional.of(broadcast.listen());
    private volatile Function<RunSummary, Optional<RunProgress>> live = _ -> Optional.of(LINE);
    private ToIntFunction<RunSummary> reads = _ -> 2;
    private LivePulse pulse = pulse(LONG);

    private LivePulse pulse(Duration patience) {
        return new LivePulse(
                new LivePulse.Sources(
                        runs::stream, runs::contains, run -> reads.applyAsInt(run), run -> live.apply(run)),
                broadcast,
                () -> NOW,
                patience);
    }

    @AfterEach
    void close() {
        pulse.close();
    }

    @Test
    void aLoadUnderWayIsToldWithWhatItsGeneratorsSay() throws Exception {
        var running = run("a", Phase.RUNNING);
        runs.add(running);

        beat();

        assertThat(told())
                .containsExactly(new Change.OfRun(
                        running.withProgress(new Progress(50, 100, 40, 1L, 1.5, 3.0, 9.0, NOW.toString()))));
    }

    @Test
    void nobodyListensAndNothingIsLookedAt() {
        runs.add(run("a", Phase.RUNNING));
        listener.ifPresent(Broadcast.Listener::close);
        listener = Optional.empty();
        var looks = new AtomicInteger();
        live = _ -> {
            looks.incrementAndGet();
            return Optional.empty();
        };

        beat();

        assertThat(looks).hasValue(0);
    }

    @Test
    void onlyALoadThatMeasuresIsTold() throws Exception {
        runs.add(run("a", Phase.PROVISIONING));
        runs.add(run("b", Phase.SUCCEEDED));
        runs.add(run("c", Phase.RUNNING));
        live = _ -> Optional.of(new RunProgress(Stage.WARMUP, 50, 100, 1, 40, 1_000, 1.5, null, null));

        beat();

        assertThat(told()).isEmpty();
    }

    @Test
    void aRunThatWentOnWhileItWasLookedAtIsNotToldAsItWas() throws Exception {
        runs.add(run("a", Phase.RUNNING));
        live = _ -> {
            runs.set(0, run("a", Phase.COLLECTING));
            return Optional.of(LINE);
        };

        beat();

        assertThat(told()).isEmpty();
    }

    @Test
    void oneThatCannotBeReadKeepsNoOtherFromBeingTold() throws Exception {
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
    void oneWhoseNodeDoesNotAnswerKeepsNoOtherFromBeingToldAndIsVisitedOnce() throws Exception {
        runs.add(run("a", Phase.RUNNING));
        runs.add(run("b", Phase.RUNNING));
        var answer = new CountDownLatch(1);
        var visits = new AtomicInteger();
        live = run -> {
            if (run.name().equals("a")) {
                visits.incrementAndGet();
                awaited(answer);
            }
            return Optional.of(LINE);
        };

        for (int second = 1; second <= 3; second++) {
            pulse.beat();
            await().atMost(LONG).until(() -> pulse.underWay() == 1);
        }

        assertThat(names()).containsExactly("b", "b", "b");
        assertThat(visits).hasValue(1);
        answer.countDown();
        await().atMost(LONG).until(() -> pulse.underWay() == 0);
        assertThat(names()).as("late, and as it was").containsExactly("a");
    }

    @Test
    void aVisitThatTakesTooLongIsGivenUp() {
        pulse.close();
        pulse = pulse(Duration.ofMillis(10));
        runs.add(run("a", Phase.RUNNING));
        live = _ -> {
            awaited(new CountDownLatch(1));
            return Optional.of(LINE);
        };

        beat();

        assertThat(names()).isEmpty();
    }

    @Test
    void whereThereAreMoreThanASecondHasReadsTheyAreToldInTurn() {
        IntStream.range(0, 37).mapToObj(i -> run("run-" + i, Phase.RUNNING)).forEach(runs::add);

        beat();
        assertThat(names()).hasSize(32).contains("run-0", "run-31");

        runs.add(0, run("newcomer", Phase.RUNNING));
        beat();
        assertThat(names()).hasSize(32).contains("newcomer", "run-32", "run-36", "run-0", "run-25");
        beat();
        assertThat(names()).hasSize(32).contains("run-26", "run-31");
    }

    @Test
    void aLoadOfManyPodsTakesNoMoreThanItsTurnAndNeverMissesIt() {
        runs.add(run("wide-0", Phase.RUNNING));
        runs.add(run("wide-1", Phase.RUNNING));
        IntStream.range(0, 6).mapToObj(i -> run("small-" + i, Phase.RUNNING)).forEach(runs::add);
        reads = run -> run.name().startsWith("wide") ? 51 : 2;
        var told = new ArrayList<List<String>>();

        for (int second = 0; second < 8; second++) {
            beat();
            told.add(names());
        }

        assertThat(told)
                .allSatisfy(names ->
                        assertThat(names.stream().mapToInt(this::cost).sum()).isBetween(1, LivePulse.MOST_READS));
        assertThat(told.stream().flatMap(List::stream))
                .as("each of the two in every other second")
                .areExactly(4, new Condition<>("wide-0"::equals, "wide-0"))
                .areExactly(4, new Condition<>("wide-1"::equals, "wide-1"));
        assertThat(told.stream().flatMap(List::stream))
                .as("and the small ones no less often")
                .contains("small-5");
    }

    private int cost(String name) {
        return name.startsWith("wide") ? 51 : 2;
    }

    @Test
    void oneThatCostsMoreThanASecondHasIsToldNevertheless() {
        runs.add(run("a", Phase.RUNNING));
        reads = _ -> LivePulse.MOST_READS + 1;

        beat();

        assertThat(names()).containsExactly("a");
    }

    /** As a client's request that is interrupted. */
    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted");
        }
    }

    /** One second, to its end. */
    private void beat() {
        pulse.beat();
        await().atMost(LONG).until(() -> pulse.underWay() == 0);
    }

    private List<Change> told() throws InterruptedException {
        var told = new ArrayList<Change>();
        for (var next = next(); next.isPresent(); next = next()) {
            told.add(next.get().change());
        }
        return told;
    }

    private Optional<Broadcast.Numbered> next() throws InterruptedException {
        return listener.orElseThrow().next(Duration.ZERO);
    }

    private List<String> names() {
        try {
            return told().stream()
                    .map(change -> ((Change.OfRun) change).run().name())
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RunSummary run(String name, Phase phase) {
        var run = Runs.run("", PerformanceRunStatus.empty().withPhase(phase).withAttempt(1));
        run.getMetadata().setName(name);
        run.getMetadata().setUid("uid-" + name);
        return RunSummary.of(run);
    }
}
