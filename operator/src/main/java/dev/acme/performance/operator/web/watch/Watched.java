package dev.acme.performance.operator.web.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Informers of one kind in every watched namespace; where one cannot be read, they try again for as long as they live. */
public final class Watched<T extends HasMetadata> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);
    private static final long NO_RESYNC = 0;

    private final List<SharedIndexInformer<T>> informers;

    private Watched(List<SharedIndexInformer<T>> informers) {
        this.informers = informers;
    }

    /** Starts and waits for nothing; no namespace means all of them. */
    public static <T extends HasMetadata> Watched<T> start(
            KubernetesClient client, Class<T> type, Set<String> namespaces, ResourceEventHandler<T> handler) {
        var informers = namespaces.isEmpty()
                ? List.of(client.resources(type).inAnyNamespace().runnableInformer(NO_RESYNC))
                : namespaces.stream()
                        .sorted()
                        .map(it -> client.resources(type).inNamespace(it).runnableInformer(NO_RESYNC))
                        .toList();
        informers.forEach(informer -> informer.exceptionHandler((_, problem) -> {
                    LOG.warn("{} cannot be watched, tried again: {}", HasMetadata.getPlural(type), problem.toString());
                    return true;
                })
                .addEventHandler(handler)
                .start());
        return new Watched<>(informers);
    }

    /** Whether everything there is has been read once. */
    public boolean isComplete() {
        return informers.stream().allMatch(SharedIndexInformer::hasSynced);
    }

    /** Whether changes come in now. */
    public boolean isWatching() {
        return informers.stream().allMatch(SharedIndexInformer::isWatching);
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
    }
}
