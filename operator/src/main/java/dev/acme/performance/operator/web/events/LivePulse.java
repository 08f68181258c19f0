package dev.acme.performance.operator.web.events;

import dev.acme.performance.crds.Progress;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunProgress.Stage;
import dev.acme.performance.operator.web.watch.Change;
import dev.acme.performance.operator.web.watch.RunSummary;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While somebody listens, tells every second how loads under way do, from their generators' logs: a status is written a few
 * times in a run only, so that watching a run costs the API server reads and no writes.
 */
public final class LivePulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LivePulse.class);
    private static final long PERIOD_MILLIS = 1_000;
    /** Runs that are looked at in a second. */
    static final int MOST = 32;

    private final Sources sources;
    private final IntSupplier listeners;
    private final Consumer<Change> tell;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("live-pulse").daemon().factory());

    /**
     * Where it looks.
     *
     * @param runs as they are known, the newest first
     * @param isCurrent whether that is still what is known of a run
     * @param live what its load generators say now
     */
    public record Sources(
            Supplier<Stream<RunSummary>> runs,
            Predicate<RunSummary> isCurrent,
            Function<RunSummary, Optional<RunProgress>> live) {}

    LivePulse(Sources sources, IntSupplier listeners, Consumer<Change> tell, InstantSource clock) {
        this.sources = sources;
        this.listeners = listeners;
        this.tell = tell;
        this.clock = clock;
    }

    /** Beats until it is closed. */
    public static LivePulse start(Sources sources, Broadcast broadcast, InstantSource clock) {
        var pulse = new LivePulse(sources, broadcast::listeners, broadcast, clock);
        var _ = pulse.timer.scheduleWithFixedDelay(pulse::beat, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return pulse;
    }

    void beat() {
        if (listeners.getAsInt() > 0) {
            sources.runs()
                    .get()
                    .filter(run -> run.phase().equals("Running"))
                    .limit(MOST)
                    .forEach(this::tell);
        }
    }

    /** Connecting and warming up come before what progress counts. */
    private void tell(RunSummary run) {
        try {
            sources.live()
                    .apply(run)
                    .filter(line -> line.stage() == Stage.MEASURING)
                    .filter(_ -> sources.isCurrent().test(run))
                    .map(line -> run.withProgress(Progress.read(line, clock.instant())))
                    .ifPresent(live -> tell.accept(new Change.OfRun(live)));
        } catch (KubernetesClientException e) {
            // the next second brings the next chance
            return;
        } catch (RuntimeException e) {
            // what is thrown here would end the pulse of all runs
            LOG.warn("no live progress run={}/{}", run.namespace(), run.name(), e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
