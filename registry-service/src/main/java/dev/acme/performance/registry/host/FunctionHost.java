package dev.acme.performance.registry.host;

import dev.acme.performance.registry.deadline.Deadlines;
import dev.acme.performance.registry.http.FunctionFront;
import dev.acme.performance.registry.http.ServerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The function behind an HTTP port: its environments, wired by hand. */
public final class FunctionHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionHost.class);
    private static final Duration ROUND = Duration.ofMillis(250);

    private final ServerSettings server;
    private final Deadlines deadlines = new Deadlines();
    private final Fleet fleet;
    private final Starter starter;
    private final FunctionFront front;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rounds").factory());
    private volatile boolean stopping;

    private FunctionHost(ServerSettings server, FleetSettings settings, AnswerSettings answers, Launcher launcher) {
        this.server = server;
        var metrics = new HostMetrics();
        this.fleet = new Fleet(settings, System::nanoTime);
        this.starter = new Starter(settings, launcher, fleet, metrics);
        for (var state : Member.State.values()) {
            metrics.environments(state.name().toLowerCase(Locale.ROOT), () -> fleet.count(state));
        }
        var delivery = new Delivery(answers, BufferRoom.ofHeap(answers, settings.timeout()));
        var service = new FunctionService(settings, fleet, starter, delivery, metrics, deadlines);
        this.front = new FunctionFront(server, deadlines, service, metrics::text, this::obstacle);
    }

    /**
     * Starts the provisioned environments and opens the port.
     *
     * @throws IllegalStateException where one of them does not come up, or the port cannot be opened
     */
    public static FunctionHost start(
            ServerSettings server, FleetSettings settings, AnswerSettings answers, Launcher launcher) {
        var host = new FunctionHost(server, settings, answers, launcher);
        try {
            await(host.provision());
            if (!host.front.start()) {
                throw new IllegalStateException("cannot listen on " + server.host() + ":" + server.port());
            }
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
        var _ = host.rounds.scheduleWithFixedDelay(
                host::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
        LOG.info(
                "state=serving host={} port={} environments={} room={}",
                server.host(),
                host.port(),
                settings.provisioned(),
                settings.memoryHolds());
        return host;
    }

    public int port() {
        return front.port();
    }

    /** Lets requests under way end within the grace, then ends every environment. */
    @Override
    public void close() {
        stopping = true;
        rounds.shutdownNow();
        try {
            if (!fleet.drain(server.grace())) {
                LOG.warn("requests are cut off after {} s", server.grace().toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        front.close();
        fleet.empty().forEach(FunctionHost::end);
        deadlines.close();
        LOG.info("state=stopped");
    }

    /** Begins to fill the places of provisioned environments that are empty. */
    private List<Future<Void>> provision() {
        var starting = new ArrayList<Future<Void>>();
        for (var member = fleet.provision(); member.isPresent(); member = fleet.provision()) {
            var missing = member.get();
            var task = new FutureTask<Void>(() -> bringUp(missing), null);
            Thread.ofVirtual().start(task);
            starting.add(task);
        }
        return starting;
    }

    private static void await(List<Future<Void>> starting) {
        try {
            for (var one : starting) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void bringUp(Member member) {
        try {
            var started = starter.start(member);
            fleet.ready(member);
            LOG.info(
                    "state=provisioned environment={} pid={}",
                    member.number(),
                    started.environment().pid());
        } catch (InitFailed e) {
            fleet.failed(member);
            LOG.warn("state=failed environment={} type={} reason={}", member.number(), e.type(), e.getMessage());
            throw new IllegalStateException("a provisioned environment does not come up: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            fleet.remove(member);
            Thread.currentThread().interrupt();
        }
    }

    /** Ends what is no longer needed, and replaces what was provisioned and has ended; waits for nobody. */
    private void round() {
        try {
            fleet.reclaimed().forEach(FunctionHost::end);
            if (!stopping) {
                var _ = provision();
            }
        } catch (RuntimeException e) {
            LOG.warn("the fleet could not be put in order", e);
        }
    }

    private static void end(Member member) {
        member.environment().ifPresent(Environment::close);
    }

    private Optional<String> obstacle() {
        return stopping ? Optional.of("the function host is stopping") : Optional.empty();
    }
}
