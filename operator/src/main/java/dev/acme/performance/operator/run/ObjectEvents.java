package dev.acme.performance.operator.run;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Events about an object: the only place where a kubelet or a controller tells some failures. */
final class ObjectEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectEvents.class);
    private static final long MOST_EVENTS = 500;
    private static final Comparator<Event> NEWEST_LAST = Comparator.comparing(ObjectEvents::time);

    private final KubernetesClient client;

    ObjectEvents(KubernetesClient client) {
        this.client = client;
    }

    /** Empty where they cannot be read: they explain, and decide nothing. */
    List<Event> of(HasMetadata object) {
        var metadata = object.getMetadata();
        try {
            return client
                    .v1()
                    .events()
                    .inNamespace(metadata.getNamespace())
                    .withField("involvedObject.uid", metadata.getUid())
                    .list(new ListOptionsBuilder().withLimit(MOST_EVENTS).build())
                    .getItems()
                    .stream()
                    .filter(event ->
                            metadata.getUid().equals(event.getInvolvedObject().getUid()))
                    .toList();
        } catch (KubernetesClientException e) {
            LOG.debug("events unreadable of={}/{} code={}", metadata.getNamespace(), metadata.getName(), e.getCode());
            return List.of();
        }
    }

    /** The latest word, where it is one of {@code reasons}: what was mended is followed by something else. */
    static Optional<String> latest(List<Event> events, Set<String> reasons) {
        return events.stream()
                .max(NEWEST_LAST)
                .filter(event -> reasons.contains(event.getReason()))
                .map(Event::getMessage);
    }

    private static Instant time(Event event) {
        return Optional.ofNullable(event.getLastTimestamp())
                .or(() -> Optional.ofNullable(event.getEventTime()).map(time -> time.getTime()))
                .or(() -> Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }
}
