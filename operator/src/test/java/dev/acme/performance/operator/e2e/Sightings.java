package dev.acme.performance.operator.e2e;

import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every Job and pod that ever was in a namespace, watched from its first instant: what is gone is still counted. */
final class Sightings implements AutoCloseable {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
    private static final String RUN_UID = "performance.acme.dev/run-uid";

    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
    private final Map<String, HasMetadata> jobs = new LinkedHashMap<>();
    private final Map<String, HasMetadata> pods = new LinkedHashMap<>();
    private final Map<String, HasMetadata> present = new LinkedHashMap<>();
    private final TreeSet<String> overlaps = new TreeSet<>();

    void watch(KubernetesClient client, String namespace) {
        informers.add(client.batch().v1().jobs().inNamespace(namespace).inform(new Watcher<Job>(jobs)));
        informers.add(client.pods().inNamespace(namespace).inform(new Watcher<Pod>(pods)));
    }

    /** The UIDs of the Jobs of one kind that this attempt ever had, oldest first. */
    List<String> jobs(Attempt attempt, Component component) {
        return uids(jobs, attempt, component);
    }

    /** The UIDs of the pods of one kind that this attempt ever had, oldest first. */
    List<String> pods(Attempt attempt, Component component) {
        return uids(pods, attempt, component);
    }

    /** Pods that came while pods of another run of the same name could still run. */
    synchronized List<String> overlaps() {
        return List.copyOf(overlaps);
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private synchronized List<String> uids(Map<String, HasMetadata> seen, Attempt attempt, Component component) {
        var wanted = attempt.selector(component).entrySet();
        return seen.values().stream()
                .filter(object -> object.getMetadata().getLabels().entrySet().containsAll(wanted))
                .map(object -> object.getMetadata().getUid())
                .toList();
    }

    private synchronized void came(Map<String, HasMetadata> seen, HasMetadata object) {
        String uid = object.getMetadata().getUid();
        if (seen.putIfAbsent(uid, object) == null && object instanceof Pod) {
            present.values().stream()
                    .filter(other -> isOfAnother(object, other))
                    .forEach(other -> overlaps.add(object.getMetadata().getName() + " beside "
                            + other.getMetadata().getName()));
            present.put(uid, object);
        }
        if (object instanceof Pod pod
                && ENDED.contains(String.valueOf(pod.getStatus().getPhase()))) {
            present.remove(uid);
        }
    }

    private static boolean isOfAnother(HasMetadata one, HasMetadata other) {
        return label(one, Attempt.RUN).equals(label(other, Attempt.RUN))
                && !label(one, RUN_UID).equals(label(other, RUN_UID));
    }

    private static String label(HasMetadata object, String name) {
        return object.getMetadata().getLabels().getOrDefault(name, "");
    }

    private synchronized void went(HasMetadata object) {
        present.remove(object.getMetadata().getUid());
    }

    private final class Watcher<T extends HasMetadata> implements ResourceEventHandler<T> {
        private final Map<String, HasMetadata> seen;

        Watcher(Map<String, HasMetadata> seen) {
            this.seen = seen;
        }

        @Override
        public void onAdd(T object) {
            came(seen, object);
        }

        @Override
        public void onUpdate(T before, T after) {
            came(seen, after);
        }

        @Override
        public void onDelete(T object, boolean isStateUnknown) {
            went(object);
        }
    }
}
