package dev.acme.performance.operator.run;

import dev.acme.performance.operator.ops.Heartbeat;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what nobody else notices: runs, or experiments, whose events the framework lost are woken again, and a watch that delivers
 * nothing is found by comparing what it should have delivered with the API server's own list.
 *
 * <p>Implementation notes: JOSDK 5.2 forgets a run's state when its deletion was handled; events of a run of the same name
 * that came meanwhile are lost, and from then on all but events of the run itself are skipped. Hence the event sent here is
 * one of the run itself.
 */
public final class Resync<R extends CustomResource<?, ?>> extends AbstractEventSource<Void, R> {
    /** Every run is due once a minute; this is when it is overdue, and when the process is given up. */
    static final Duration OVERDUE = Duration.ofSeconds(65);

    private static final Duration WEDGED = Duration.ofSeconds(85);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final int CHECKS_PER_LISTING = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Resync.class);

    private final KubernetesClient client;
    private final Class<R> type;
    private final Duty duty;
    private final Heartbeat heartbeat = new Heartbeat(System::nanoTime);
    private Supplier<List<R>> cached = List::of;
    private Map<String, String> behind = Map.of();
    private int checks;
    private volatile Set<String> stale = Set.of();
    private volatile boolean isBroken;
    private volatile ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    public Resync(KubernetesClient client, Class<R> type, Duty duty) {
        super(Void.class, "Resync");
        this.client = client;
        this.type = type;
        this.duty = duty;
        timer.shutdown();
    }

    /** What the informer of them holds. */
    public Resync<R> over(Supplier<List<R>> runs) {
        cached = runs;
        return this;
    }

    /**
     * Looks at a run. Of an error of the JVM the framework takes no notice, and never looks at that run again: nothing is well
     * from then on, so that whoever watches this process starts it anew.
     */
    public <T> T visited(R run, Supplier<T> look) {
        heartbeat.visited(key(run));
        try {
            return look.get();
        } catch (Error e) {
            brokenDown(e);
            throw e;
        }
    }

    private void brokenDown(Error error) {
        isBroken = true;
        LOG.error("{} are not looked after any more, this process is to be started anew", type.getSimpleName(), error);
    }

    /** Has the run looked at once the framework has dealt with the deletion of its namesake. */
    public void wakeSoon(R run) {
        var _ = timer.schedule(() -> wake(run), SOON.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether runs are looked after, as far as one can tell from here. */
    public boolean isWell() {
        return !isBroken
                && (!duty.isActing().getAsBoolean()
                        || (heartbeat.silentFor(WEDGED).isEmpty() && stale.isEmpty()));
    }

    @Override
    public void start() {
        super.start();
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("resync").factory());
        var _ = timer.scheduleWithFixedDelay(this::check, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        timer.shutdownNow();
        super.stop();
    }

    @Override
    public Set<Void> getSecondaryResources(R primary) {
        return Set.of();
    }

    private void check() {
        try {
            if (!duty.isActing().getAsBoolean()) {
                heartbeat.expect(Set.of());
                behind = Map.of();
                stale = Set.of();
                return;
            }
            var runs = cached.get();
            heartbeat.expect(runs.stream().map(Resync::key).collect(Collectors.toUnmodifiableSet()));
            wake(runs);
            if (checks++ % CHECKS_PER_LISTING == 0) {
                compare(runs);
            }
        } catch (RuntimeException e) {
            LOG.warn("the check of {} failed", type.getSimpleName(), e);
        } catch (Error e) {
            // the timer would end without a word
            brokenDown(e);
            throw e;
        }
    }

    private void wake(List<R> runs) {
        var overdue = heartbeat.silentFor(OVERDUE);
        runs.stream().filter(run -> overdue.contains(key(run))).forEach(run -> {
            LOG.warn("{}={} was not looked at for {} s: woken", type.getSimpleName(), key(run), OVERDUE.toSeconds());
            wake(run);
        });
    }

    private void wake(R run) {
        getEventHandler().handleEvent(new ResourceEvent(ResourceAction.UPDATED, ResourceID.fromResource(run), run));
    }

    private void compare(List<R> runs) {
        try {
            var now = differences(versions(runs), versions(live()));
            stale = unmoved(behind, now);
            behind = now;
            if (!stale.isEmpty()) {
                LOG.error(
                        "the watch of {} is behind the API server, e.g. for {}",
                        type.getSimpleName(),
                        stale.iterator().next());
            }
        } catch (KubernetesClientException e) {
            LOG.debug("{} cannot be listed code={}", type.getSimpleName(), e.getCode());
        }
    }

    private List<R> live() {
        var runs = client.resources(type);
        return duty.namespaces().isEmpty()
                ? runs.inAnyNamespace().list().getItems()
                : duty.namespaces().stream()
                        .flatMap(namespace -> runs.inNamespace(namespace).list().getItems().stream())
                        .toList();
    }

    /** What is held of each run that is not what the API server has; held nothing is an empty version. */
    static Map<String, String> differences(Map<String, String> held, Map<String, String> live) {
        var differences = new HashMap<String, String>();
        Stream.concat(held.keySet().stream(), live.keySet().stream())
                .filter(run -> !Objects.equals(held.get(run), live.get(run)))
                .forEach(run -> differences.put(run, held.getOrDefault(run, "")));
        return differences;
    }

    /** The runs that were behind and of which nothing came since. */
    static Set<String> unmoved(Map<String, String> before, Map<String, String> now) {
        return before.entrySet().stream()
                .filter(run -> run.getValue().equals(now.get(run.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> versions(List<? extends HasMetadata> runs) {
        return runs.stream()
                .collect(Collectors.toMap(
                        Resync::key, run -> run.getMetadata().getResourceVersion(), (first, second) -> second));
    }

    static String key(HasMetadata run) {
        return run.getMetadata().getNamespace() + "/" + run.getMetadata().getName();
    }
}
