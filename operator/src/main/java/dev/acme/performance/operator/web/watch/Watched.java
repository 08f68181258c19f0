package dev.acme.performance.operator.web.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Informers of one kind in every watched namespace; where one cannot be read, they try again for as long as they live. A namespace
 * whose objects may not be listed holds nothing up: it shows nothing until somebody lets the operator in.
 */
public final class Watched<T extends HasMetadata> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);
    private static final long NO_RESYNC = 0;

    private final String plural;
    private final List<SharedIndexInformer<T>> informers;
    private final Set<SharedIndexInformer<T>> denied = ConcurrentHashMap.newKeySet();

    private Watched(String plural, List<SharedIndexInformer<T>> informers) {
        this.plural = plural;
        this.informers = informers;
    }

    /** Not started yet; no namespace means all of them. */
    public static <T extends HasMetadata> Watched<T> of(
            KubernetesClient client, Class<T> type, Set<String> namespaces) {
        return new Watched<>(
                HasMetadata.getPlural(type),
                namespaces.isEmpty()
                        ? List.of(client.resources(type).inAnyNamespace().runnableInformer(NO_RESYNC))
                        : namespaces.stream()
                                .sorted()
                                .map(it ->
                                        client.resources(type).inNamespace(it).runnableInformer(NO_RESYNC))
                                .toList());
    }

    /** Waits for nothing. */
    public void start(ResourceEventHandler<T> handler) {
        informers.forEach(informer -> informer.exceptionHandler((_, problem) -> {
                    LOG.warn("{} cannot be watched, tried again: {}", plural, problem.toString());
                    if (isForbidden(problem)) {
                        denied.add(informer);
                    }
                    return true;
                })
                .addEventHandler(handler)
                .start());
    }

    /** As it was heard of last; what {@code start} was given may hear of it later. */
    public Optional<T> find(String namespace, String name) {
        String key = Cache.namespaceKeyFunc(namespace, name);
        return informers.stream()
                .flatMap(informer -> Optional.ofNullable(informer.getStore().getByKey(key)).stream())
                .findFirst();
    }

    private static boolean isForbidden(Throwable problem) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof KubernetesClientException refusal
                        && refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN);
    }

    /** Whether everything that may be read has been read once. */
    public boolean isComplete() {
        return informers.stream().allMatch(informer -> informer.hasSynced() || denied.contains(informer));
    }

    /** Whether changes come in now, from wherever they may be read. */
    public boolean isWatching() {
        return informers.stream().allMatch(informer -> informer.isWatching() || denied.contains(informer));
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
    }
}
