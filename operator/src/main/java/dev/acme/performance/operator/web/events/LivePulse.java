package dev.acme.performance.operator.web.events;

import dev.acme.performance.crds.Progress;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunProgress.Stage;
import dev.acme.performance.operator.web.watch.Change;
import dev.acme.performance.operator.web.watch.RunSummary;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While somebody listens, tells every second how loads under way do, from their generators' logs: a status is written a few
 * times in a run only, so that watching a run costs the API server reads and no writes, and those are bounded: where there are more
 * loads than a second has reads, they are told in turn. Runs are visited side by side: one whose node does not answer keeps no
 * other from being told.
 */
public final class LivePulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LivePulse.class);
    private static final long PERIOD_MILLIS = 1_000;
    /** Of the API server in a second: 32 loads of one pod each, or one of fifty. */
    static final int MOST_READS = 64;

    /** Visits at the same time. */
    private static final int MOST_VISITS = 32;

    /** Of one visit: a log's last line is there at once, or its node is in trouble. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Sources sources;
    private final Broadcast broadcast;
    private final InstantSource clock;
    private final Duration patience;
    private final Turns turns;
    private final Set<String> visited = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("live-pulse").daemon().factory());

    /**
     * Where it looks.
     *
     * @param runs as they are known, the newest first
     * @param isCurrent whether that is still what is known of a run
     * @param reads how many reads of the API server {@code live} costs
     * @param live what its load generators say now
     */
    public record Sources(
            Supplier<Stream<RunSummary>> runs,
            Predicate<RunSummary> isCurrent,
            ToIntFunction<RunSummary> reads,
            Function<RunSummary, Optional<RunProgress>> live) {}

    LivePulse(Sources sources, Broadcast broadcast, InstantSource clock, Duration patience) {
        this.sources = sources;
        this.turns = new Turns(MOST_READS, sources.reads());
        this.broadcast = broadcast;
        this.clock = clock;
        this.patience = patience;
    }

    /** Beats until it is closed. */
    public static LivePulse start(Sources sources, Broadcast broadcast, InstantSource clock) {
        var pulse = new LivePulse(sources, broadcast, clock, PATIENCE);
        var _ = pulse.timer.scheduleWithFixedDelay(pulse::beat, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return pulse;
    }

    void beat() {
        if (broadcast.listeners() > 0) {
            var underWay = sources.runs()
                    .get()
                    .filter(run -> run.phase().equals("Running"))
                    .toList();
            turns.next(underWay, run -> !visited.contains(run.runId())).forEach(this::visit);
        }
    }

    /** Unless the visit before goes on still; what takes too long is given up. */
    private void visit(RunSummary run) {
        if (visited.size() < MOST_VISITS && visited.add(run.runId())) {
            var visit = Thread.ofVirtual().name("live-" + run.name()).start(() -> {
                try {
                    tell(run);
                } finally {
                    visited.remove(run.runId());
                }
            });
            var _ = timer.schedule(visit::interrupt, patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** How many visits go on. */
    int underWay() {
        return visited.size();
    }

    /** Connecting and warming up come before what progress counts. */
    private void tell(RunSummary run) {
        try {
            sources.live()
                    .apply(run)
                    .filter(line -> line.stage() == Stage.MEASURING)
                    .filter(_ -> sources.isCurrent().test(run))
                    .map(line -> run.withProgress(Progress.read(line, clock.instant())))
                    .ifPresent(live -> broadcast.accept(new Change.OfRun(live)));
        } catch (KubernetesClientException e) {
            // the next second brings the next chance
            return;
        } catch (RuntimeException e) {
            LOG.warn("no live progress run={}/{}", run.namespace(), run.name(), e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
