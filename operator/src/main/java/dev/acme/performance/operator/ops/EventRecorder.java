package dev.acme.performance.operator.ops;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes Events under names made of what they tell, so that a repeated one is the same one. Losing one is no error. */
public final class EventRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final String COMPONENT = "performance-operator";
    private static final int MAX_MESSAGE = 1_024;

    private final KubernetesClient client;
    private final Clock clock;

    public EventRecorder(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    public void record(RunEvent event) {
        var about = event.about();
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        String message = event.message();
        var object = new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.getMetadata().getNamespace())
                .withName(name(event))
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(event.type().toString())
                .withReason(event.reason())
                .withMessage(message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE))
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .withReportingInstance(COMPONENT)
                .build();
        try {
            client.v1()
                    .events()
                    .inNamespace(about.getMetadata().getNamespace())
                    .resource(object)
                    .create();
        } catch (KubernetesClientException e) {
            LOG.debug("event not written name={} code={}", name(event), e.getCode());
        }
    }

    private static String name(RunEvent event) {
        var meta = event.about().getMetadata();
        return meta.getName() + "." + meta.getUid() + "." + event.attempt() + "." + event.place() + "-"
                + event.reason().toLowerCase(Locale.ROOT);
    }
}
