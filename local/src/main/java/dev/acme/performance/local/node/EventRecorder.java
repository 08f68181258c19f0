package dev.acme.performance.local.node;

import dev.acme.performance.local.apiserver.ApiFailure;
import dev.acme.performance.local.apiserver.Cluster;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes Events about pods in the background; the same again only counts up. Where there are too many, the newest go. */
final class EventRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final int MOST_WAITING = 500;
    private static final int MOST_REMEMBERED = 1000;
    private static final long STOP_LIMIT_MILLIS = 500;

    private final Cluster cluster;
    private final InstantSource clock;
    private final String node;
    private final BlockingQueue<Note> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Map<Note, Event> written = new LinkedHashMap<>();
    private final Thread thread = Thread.ofVirtual().name("events").unstarted(this::run);

    /** What is said, of which pod. */
    private record Note(String namespace, String pod, String uid, boolean isWarning, String reason, String message) {}

    private EventRecorder(Cluster cluster, InstantSource clock, String node) {
        this.cluster = cluster;
        this.clock = clock;
        this.node = node;
    }

    static EventRecorder start(Cluster cluster, InstantSource clock, String node) {
        var recorder = new EventRecorder(cluster, clock, node);
        recorder.thread.start();
        return recorder;
    }

    void normal(Pod pod, String reason, String message) {
        add(pod, false, reason, message);
    }

    void warning(Pod pod, String reason, String message) {
        add(pod, true, reason, message);
    }

    private void add(Pod pod, boolean isWarning, String reason, String message) {
        var metadata = pod.getMetadata();
        var note = new Note(metadata.getNamespace(), metadata.getName(), metadata.getUid(), isWarning, reason, message);
        if (!waiting.offer(note)) {
            LOG.debug("event dropped pod={}/{} reason={}", note.namespace, note.pod, reason);
        }
    }

    private void run() {
        try {
            while (true) {
                write(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Note note) {
        try {
            var before = written.get(note);
            var event = before == null ? cluster.create(event(note)) : again(before);
            written.put(note, event);
            if (written.size() > MOST_REMEMBERED) {
                written.remove(written.keySet().iterator().next());
            }
        } catch (ApiFailure failure) {
            LOG.debug("event refused pod={}/{} reason={}", note.namespace, note.pod, note.reason, failure);
        }
    }

    private Event again(Event before) {
        return cluster.edit(
                        before,
                        present -> new EventBuilder(present)
                                .withCount(present.getCount() + 1)
                                .withLastTimestamp(now())
                                .build())
                .orElse(before);
    }

    private Event event(Note note) {
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(note.pod + ".")
                .withNamespace(note.namespace)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(note.pod)
                .withNamespace(note.namespace)
                .withUid(note.uid)
                .endInvolvedObject()
                .withType(note.isWarning ? "Warning" : "Normal")
                .withReason(note.reason)
                .withMessage(note.message)
                .withNewSource()
                .withComponent("node")
                .withHost(node)
                .endSource()
                .withReportingComponent("node")
                .withReportingInstance(node)
                .withFirstTimestamp(now())
                .withLastTimestamp(now())
                .withCount(1)
                .build();
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Writes what is waiting, for a moment. */
    @Override
    public void close() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_LIMIT_MILLIS);
        thread.interrupt();
        for (var note = waiting.poll(); note != null && System.nanoTime() < end; note = waiting.poll()) {
            write(note);
        }
    }
}
