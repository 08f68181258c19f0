package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** What a pod's status says before anything has happened on the node. */
final class PodBeginning {
    private PodBeginning() {}

    static PodStatus status(PodHome home, Instant startedAt) {
        String hostIp = home.services().addresses().ofNode();
        var before = Objects.requireNonNullElseGet(home.pod().getStatus(), PodStatus::new);
        return new PodStatusBuilder(before)
                .withHostIP(hostIp)
                .addNewHostIP(hostIp)
                .withPodIP(home.podIp())
                .addNewPodIP(home.podIp())
                .withStartTime(startedAt.truncatedTo(ChronoUnit.SECONDS).toString())
                .withObservedGeneration(home.pod().getMetadata().getGeneration())
                .build();
    }
}
