package dev.acme.performance.local.node;

import dev.acme.performance.local.apiserver.Change;
import dev.acme.performance.local.apiserver.Cluster;
import dev.acme.performance.local.apiserver.Json;
import dev.acme.performance.local.apiserver.PodLogs;
import dev.acme.performance.local.apiserver.ResourceId;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the pods of a cluster as processes of this machine, under one folder, and leaves none behind. */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final ResourceId PODS = ResourceId.of(Pod.class);
    private static final ResourceId SLICES = ResourceId.of(EndpointSlice.class);
    private static final Duration RESYNC = Duration.ofSeconds(10);
    private static final Duration STOP_GRACE = Duration.ofSeconds(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final NodeServices services;
    private final Guardian guardian;
    private final NodeObject object;
    private final Scheduler scheduler;
    private final HostsFiles hosts;
    private final Map<String, PodRunner> byUid = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofVirtual().name("node").unstarted(this::follow);

    private Node(NodeServices services, Guardian guardian, NodeSettings settings) {
        this.services = services;
        this.guardian = guardian;
        this.hosts = new HostsFiles(services.cluster(), settings.name());
        var room = new Placement.Room(settings.size(), Addresses.count(), NodeObject.labels(settings.objectName()));
        this.object = new NodeObject(settings.objectName(), services.addresses().ofNode(), room);
        this.scheduler = new Scheduler(services.cluster(), services.clock(), services.events(), object);
    }

    /**
     * Starts it.
     *
     * @throws NodeUnavailable where this machine lacks what it needs
     */
    public static Node start(Cluster cluster, NodeSettings settings, InstantSource clock) {
        var missing = Spawner.missingTools(settings.searchPath());
        if (!missing.isEmpty()) {
            throw new NodeUnavailable("these programs are needed and not installed: " + String.join(", ", missing)
                    + " (Debian: apt install util-linux grep)");
        }
        try {
            var marker = Marker.ofFolder(settings.folder());
            var services = services(cluster, settings, clock, marker);
            var node = new Node(services, Guardian.start(marker, settings.pidFiles()), settings);
            cluster.create(node.object.at(clock.instant()));
            node.thread.start();
            return node;
        } catch (IOException e) {
            throw new NodeUnavailable(String.valueOf(e.getMessage()));
        }
    }

    /** Ends what a killed node left behind under a folder. */
    public static void endLeftovers(Path folder, List<Path> pidFiles) {
        Marker.ofFolder(folder).killAll();
        pidFiles.forEach(PidFile::end);
    }

    private static NodeServices services(Cluster cluster, NodeSettings settings, InstantSource clock, Marker marker)
            throws IOException {
        return new NodeServices(
                cluster,
                clock,
                settings.images(),
                Files.createDirectories(settings.folder().resolve("pods")),
                new Spawner(marker),
                MemoryWatch.start(),
                new Prober(),
                EventRecorder.start(cluster, clock, settings.objectName()),
                Addresses.take(RandomGenerator.getDefault()),
                new LogFiles(cluster),
                settings.pidFiles());
    }

    /** What its containers print. */
    public PodLogs logs() {
        return services.logs();
    }

    public String name() {
        return object.name();
    }

    private void follow() {
        long revision = services.cluster().revision();
        lookAtAll();
        try {
            while (true) {
                try {
                    var changes = services.cluster().changesAfter(revision, RESYNC);
                    look(changes);
                    revision = changes.isEmpty() ? revision : changes.getLast().revision();
                } catch (Cluster.FellBehind e) {
                    revision = services.cluster().revision();
                    lookAtAll();
                } catch (RuntimeException e) {
                    LOG.error("node={} failed to look at changes", name(), e);
                    revision = services.cluster().revision();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(List<Change> changes) {
        if (changes.isEmpty()) {
            lookAtAll();
            return;
        }
        var ofPods = changes.stream()
                .filter(change -> change.key().resource().equals(PODS))
                .toList();
        ofPods.forEach(this::look);
        if (!ofPods.isEmpty()) {
            scheduler.place();
        }
        if (changes.stream().anyMatch(change -> change.key().resource().equals(SLICES))) {
            hosts.write(byUid.values());
        }
    }

    private void lookAtAll() {
        var pods = services.cluster().list(Pod.class, "");
        var uids = pods.stream().map(pod -> pod.getMetadata().getUid()).toList();
        byUid.keySet().stream().filter(uid -> !uids.contains(uid)).forEach(this::gone);
        scheduler.place();
        pods.forEach(this::see);
        hosts.write(byUid.values());
    }

    private void look(Change change) {
        if (change.isRemoval()) {
            gone(change.latest().at("/metadata/uid").asText());
        } else {
            see(Json.model(change.after(), Pod.class));
        }
    }

    private void see(Pod pod) {
        String uid = pod.getMetadata().getUid();
        var runner = byUid.get(uid);
        boolean isMine = name().equals(pod.getSpec().getNodeName());
        boolean hasEnded =
                List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
        if (runner != null) {
            runner.post(new PodEvent.Changed(pod));
        } else if (isMine && !hasEnded) {
            begin(pod);
        }
    }

    private void begin(Pod pod) {
        try {
            var folder =
                    PodFolder.create(services.podsFolder(), pod.getMetadata().getUid());
            String address = services.addresses()
                    .next()
                    .orElseThrow(() -> new IOException("every address of this node is taken"));
            var runner = new PodRunner(new PodHome(pod, folder, address, services));
            byUid.put(pod.getMetadata().getUid(), runner);
            hosts.write(List.of(runner));
            runner.start();
        } catch (IOException e) {
            services.events().warning(pod, "NodeFailure", "the pod's folder could not be made: " + e.getMessage());
        }
    }

    private void gone(String uid) {
        var runner = byUid.remove(uid);
        if (runner != null) {
            runner.post(new PodEvent.Gone());
            Thread.ofVirtual().name("cleanup").start(() -> cleanUp(runner));
        }
    }

    /** Its address and its folder are free when its last process has ended. */
    private void cleanUp(PodRunner runner) {
        try {
            if (runner.join(Duration.ofMinutes(1))) {
                services.logs().forget(runner.home().uid());
                services.addresses().release(runner.home().podIp());
                var meta = runner.home().pod().getMetadata();
                runner.home().folder().retire(meta.getNamespace() + "_" + meta.getName() + "_" + meta.getUid());
            }
        } catch (IOException e) {
            LOG.warn("{}: {}", runner.home().folder().root(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends every process within a few seconds. */
    @Override
    public void close() {
        thread.interrupt();
        byUid.values().forEach(runner -> runner.post(new PodEvent.NodeStops(STOP_GRACE)));
        try {
            long end = System.nanoTime() + STOP_LIMIT.toNanos();
            for (var runner : byUid.values()) {
                runner.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        services.memory().close();
        services.prober().close();
        services.events().close();
        services.spawner().close();
        guardian.close();
        services.addresses().close();
    }
}
