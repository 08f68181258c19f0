package dev.acme.performance.local.node;

import dev.acme.performance.local.apiserver.ApiFailure;
import dev.acme.performance.local.apiserver.Cluster;
import dev.acme.performance.local.apiserver.LogRequest;
import dev.acme.performance.local.apiserver.ObjectKey;
import dev.acme.performance.local.apiserver.PodLogs;
import dev.acme.performance.local.apiserver.ResourceId;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Finds the log of a container's present or previous run. */
final class LogFiles implements PodLogs {
    private final Cluster cluster;
    private final Map<Owner, Runs> byContainer = new ConcurrentHashMap<>();

    LogFiles(Cluster cluster) {
        this.cluster = cluster;
    }

    private record Owner(String podUid, String container) {}

    /** The last two runs of a container, the present one last. */
    private record Runs(List<LogFile> logs) {
        Runs and(LogFile next) {
            var last = logs.isEmpty() ? Stream.<LogFile>empty() : Stream.of(logs.getLast());
            return new Runs(Stream.concat(last, Stream.of(next)).toList());
        }
    }

    void add(String podUid, String container, LogFile log) {
        byContainer.merge(
                new Owner(podUid, container), new Runs(List.of(log)), (runs, added) -> runs.and(added.logs.getLast()));
    }

    /** Its files are deleted by whoever deletes the pod's folder. */
    void forget(String podUid) {
        byContainer.keySet().removeIf(owner -> owner.podUid.equals(podUid));
    }

    /** The last lines of a container's present run; empty where nothing can be read. */
    String tail(Path log, int lines, int mostBytes) {
        var out = new ByteArrayOutputStream();
        var wanted = new LogRequest("", "", "", false, false, lines, Instant.MIN, -1);
        try {
            new LogReader(wanted, out).read(log);
        } catch (IOException e) {
            return "";
        }
        String text = out.toString(StandardCharsets.UTF_8);
        return text.length() > mostBytes ? text.substring(text.length() - mostBytes) : text;
    }

    @Override
    public void write(LogRequest request, OutputStream out) throws IOException {
        var pod = cluster.find(Pod.class, request.namespace(), request.pod())
                .orElseThrow(() -> ApiFailure.notFound(
                        new ObjectKey(ResourceId.of(Pod.class), request.namespace(), request.pod())));
        String container = container(pod, request.container());
        var runs = Optional.ofNullable(
                        byContainer.get(new Owner(pod.getMetadata().getUid(), container)))
                .orElseThrow(() -> ApiFailure.badRequest("container \"" + container + "\" in pod \"" + request.pod()
                        + "\" is waiting to start: no log yet"));
        if (request.isPrevious() && runs.logs.size() < 2) {
            throw ApiFailure.badRequest(
                    "previous terminated container \"" + container + "\" in pod \"" + request.pod() + "\" not found");
        }
        var log = request.isPrevious() ? runs.logs.getFirst() : runs.logs.getLast();
        new LogReader(request, out).read(log.file());
    }

    private static String container(Pod pod, String asked) {
        var names = Stream.concat(
                        pod.getSpec().getContainers().stream(),
                        Objects.requireNonNullElse(pod.getSpec().getInitContainers(), List.<Container>of()).stream())
                .map(Container::getName)
                .toList();
        if (asked.isEmpty() && pod.getSpec().getContainers().size() == 1) {
            return names.getFirst();
        }
        if (asked.isEmpty()) {
            throw ApiFailure.badRequest("a container name must be specified for pod "
                    + pod.getMetadata().getName() + ", choose one of: " + names);
        }
        if (!names.contains(asked)) {
            throw ApiFailure.badRequest("container " + asked + " is not valid for pod "
                    + pod.getMetadata().getName());
        }
        return asked;
    }
}
