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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The latest word of an object's Events: where kubelets and controllers tell what no status holds. */
final class LatestEvents {
    private static final Logger LOG = LoggerFactory.getLogger(LatestEvents.class);
    private static final long MOST_EVENTS = 500;
    private static final Comparator<Event> NEWEST_LAST = Comparator.comparing(LatestEvents::time);

    private final KubernetesClient client;

    LatestEvents(KubernetesClient client) {
        this.client = client;
    }

    /** Empty too where Events cannot be read: they only explain. */
    Optional<Event> latest(HasMetadata object) {
        var metadata = object.getMetadata();
        try {
            var events = client.v1()
                    .events()
                    .inNamespace(metadata.getNamespace())
                    .withField("involvedObject.uid", metadata.getUid())
                    .list(new ListOptionsBuilder().withLimit(MOST_EVENTS).build())
                    .getItems();
            return latest(events.stream()
                    .filter(event ->
                            metadata.getUid().equals(event.getInvolvedObject().getUid()))
                    .toList());
        } catch (KubernetesClientException e) {
            LOG.debug(
                    "events unreadable object={}/{} code={}", metadata.getNamespace(), metadata.getName(), e.getCode());
            return Optional.empty();
        }
    }

    static Optional<Event> latest(List<Event> events) {
        return events.stream().max(NEWEST_LAST);
    }

    private static Instant time(Event event) {
        return Optional.ofNullable(event.getLastTimestamp())
                .or(() -> Optional.ofNullable(event.getEventTime()).map(time -> time.getTime()))
                .or(() -> Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
                .map(Instant::parse)
                .orElse(Instant.EPOCH);
    }
}
