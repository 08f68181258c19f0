package dev.acme.performance.local.controllers;

import dev.acme.performance.local.apiserver.Change;
import dev.acme.performance.local.apiserver.Cluster;
import dev.acme.performance.local.apiserver.ObjectKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs every controller: one thread follows the changes, and each controller works through its own queue. */
public final class Controllers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Controllers.class);
    private static final Duration RESYNC = Duration.ofSeconds(30);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final List<Loop> loops;
    private final List<Thread> threads = new ArrayList<>();

    private Controllers(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.loops = List.of(
                new Loop(new GarbageCollector(cluster)),
                new Loop(new ContentRemover(cluster)),
                new Loop(new DeploymentController(cluster, clock)),
                new Loop(new ReplicaSetController(cluster, clock)),
                new Loop(new JobController(cluster, clock)),
                new Loop(new EndpointController(cluster)));
    }

    /** Starts them; what is there already is looked at first. */
    public static Controllers start(Cluster cluster, InstantSource clock) {
        var controllers = new Controllers(cluster, clock);
        long revision = cluster.revision();
        controllers.loops.forEach(Loop::addAll);
        controllers.threads.add(Thread.ofVirtual().name("controllers").start(() -> controllers.follow(revision)));
        controllers.loops.forEach(loop ->
                controllers.threads.add(Thread.ofVirtual().name(loop.name()).start(loop)));
        return controllers;
    }

    private void follow(long from) {
        long revision = from;
        try {
            while (true) {
                try {
                    var changes = cluster.changesAfter(revision, RESYNC);
                    if (changes.isEmpty()) {
                        loops.forEach(Loop::addAll);
                    } else {
                        changes.forEach(change -> loops.forEach(loop -> loop.addAffected(change)));
                        revision = changes.getLast().revision();
                    }
                } catch (Cluster.FellBehind e) {
                    revision = cluster.revision();
                    loops.forEach(Loop::addAll);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (var thread : threads) {
                thread.join(STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One controller and its work. */
    private record Loop(Controller controller, WorkQueue queue) implements Runnable {
        Loop(Controller controller) {
            this(controller, new WorkQueue());
        }

        String name() {
            return controller.getClass().getSimpleName();
        }

        void addAll() {
            controller.all().forEach(queue::add);
        }

        void addAffected(Change change) {
            controller.affectedBy(change).forEach(queue::add);
        }

        @Override
        public void run() {
            try {
                while (true) {
                    reconcile(queue.take());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void reconcile(ObjectKey key) {
            try {
                var again = controller.reconcile(key);
                if (again.compareTo(Controller.UNTIL_CHANGED) < 0) {
                    queue.addAfter(key, again);
                }
            } catch (RuntimeException e) {
                LOG.warn("controller={} object={}/{} failed, trying again", name(), key.namespace(), key.name(), e);
                queue.addAfter(key, AFTER_FAILURE);
            }
        }
    }
}
