package dev.acme.performance.operator.web;

import dev.acme.performance.operator.load.LiveProgress;
import dev.acme.performance.operator.ops.OperatorMetrics;
import dev.acme.performance.operator.ops.WriteCounter;
import dev.acme.performance.operator.run.LenientRuns;
import dev.acme.performance.operator.web.access.Door;
import dev.acme.performance.operator.web.access.FloodsSummed;
import dev.acme.performance.operator.web.access.KubernetesReviews;
import dev.acme.performance.operator.web.access.UnreadRequests;
import dev.acme.performance.operator.web.cluster.ClusterObjects;
import dev.acme.performance.operator.web.compare.CompareRoutes;
import dev.acme.performance.operator.web.events.Broadcast;
import dev.acme.performance.operator.web.events.EventRoutes;
import dev.acme.performance.operator.web.events.LivePulse;
import dev.acme.performance.operator.web.experiments.ExperimentRoutes;
import dev.acme.performance.operator.web.http.BoundedServer;
import dev.acme.performance.operator.web.page.PageFiles;
import dev.acme.performance.operator.web.route.Front;
import dev.acme.performance.operator.web.route.Route;
import dev.acme.performance.operator.web.route.Router;
import dev.acme.performance.operator.web.runs.RunOrders;
import dev.acme.performance.operator.web.runs.RunRoutes;
import dev.acme.performance.operator.web.seed.SeedRoutes;
import dev.acme.performance.operator.web.watch.Inventory;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The HTTP API and the dashboard, on every replica, leader or not: with clients of its own, for the operator's writes only while
 * it leads, and with informers of its own, for the operator's run only then (docs/adr/0021).
 */
public final class WebEndpoint implements AutoCloseable {
    private static final String AGENT = "performance-operator-api";
    /** Whoever waits for an answer waits for two reviews and a few reads at most. */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(3);

    /** Once more, for a connection that was kept may be dead: what is asked may be asked twice. */
    private static final int RETRIES = 1;

    /** A list of everything may take longer. */
    private static final Duration LIST_LIMIT = Duration.ofSeconds(10);

    /** As long as the operator itself waits for what it watches. */
    static final Duration FIRST_LISTS = Duration.ofSeconds(10);

    private final WebSettings settings;
    private final long start;

    private final KubernetesClient watching;
    private final KubernetesClient asking;
    private final Broadcast broadcast = new Broadcast();
    private final Inventory inventory;
    private final List<Route> routes;
    private final BoundedServer server;
    private final LivePulse pulse;

    private WebEndpoint(WebSettings settings, KubernetesClient watching, KubernetesClient asking) {
        this.settings = settings;
        this.start = settings.nanoTime().getAsLong();
        this.watching = watching;
        this.asking = asking;
        this.inventory = Inventory.start(watching, settings.namespaces(), broadcast);
        this.routes = routes(settings, new ClusterObjects(asking));
        var door = new Door(new KubernetesReviews(asking), settings.nanoTime());
        try {
            this.server = BoundedServer.start(
                    settings.host(),
                    settings.port(),
                    settings.limits(),
                    new Front(new Router(routes), door, new FloodsSummed(settings.audit(), settings.nanoTime())),
                    new UnreadRequests(settings.audit(), settings.nanoTime()));
        } catch (RuntimeException e) {
            inventory.close();
            throw e;
        }
        var live = new LiveProgress(asking, settings.clock());
        this.pulse = LivePulse.start(
                new LivePulse.Sources(
                        () -> inventory.runs(_ -> true).stream(),
                        inventory::isCurrent,
                        run -> LiveProgress.reads(inventory.loadPods(run)),
                        run -> inventory.attempt(run.runId()).flatMap(live::of)),
                broadcast,
                settings.clock());
    }

    /** Starts at once; lists fill as the API server answers. What users change is counted by {@code metrics}. */
    public static WebEndpoint start(WebSettings settings, Config cluster, OperatorMetrics metrics) {
        var watching = client(cluster, LIST_LIMIT, metrics);
        var asking = client(cluster, REQUEST_LIMIT, metrics);
        try {
            return new WebEndpoint(settings, watching, asking);
        } catch (RuntimeException e) {
            watching.close();
            asking.close();
            throw e;
        }
    }

    private static KubernetesClient client(Config cluster, Duration limit, OperatorMetrics metrics) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(cluster)
                        .withUserAgent(AGENT)
                        .withRequestTimeout((int) limit.toMillis())
                        .withConnectionTimeout((int) limit.toMillis())
                        .withRequestRetryBackoffLimit(RETRIES)
                        .build())
                .withKubernetesSerialization(LenientRuns.serialization())
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("write-counter", new WriteCounter(metrics)))
                .build();
    }

    private List<Route> routes(WebSettings settings, ClusterObjects objects) {
        var orders = new RunOrders(objects, inventory);
        var replica = new SeedRoutes.Surroundings(
                settings.isReady(), settings.isLeader(), settings.runsPerNamespace(), settings.clock());
        return Stream.of(
                        new SessionRoutes(inventory, settings, this::isReady).routes(),
                        new SeedRoutes(objects, inventory, orders, replica).routes(),
                        new RunRoutes(objects, inventory, orders).routes(),
                        new CompareRoutes(objects).routes(),
                        new ExperimentRoutes(objects, inventory).routes(),
                        new EventRoutes(inventory, broadcast, settings.eventTimes()).routes(),
                        new PageFiles().routes())
                .flatMap(List::stream)
                .toList();
    }

    public int port() {
        return server.port();
    }

    /**
     * Whether this replica works, and its lists hold all that it may read: before, it would deny what there is. A list that cannot
     * be had holds it up for a while only, for what can be had is worth something, too.
     */
    public boolean isReady() {
        boolean hasWaited = settings.nanoTime().getAsLong() - start >= FIRST_LISTS.toNanos();
        return settings.isReady().getAsBoolean() && (hasWaited || inventory.isComplete());
    }

    /** All of them, each with its rule. */
    List<Route> routes() {
        return routes;
    }

    Inventory inventory() {
        return inventory;
    }

    @Override
    public void close() {
        pulse.close();
        broadcast.close();
        server.close();
        inventory.close();
        watching.close();
        asking.close();
    }
}
