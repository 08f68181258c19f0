package dev.acme.performance.operator.load;

import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;

/**
 * Where the load generators of one attempt meet before they start: the first of them, behind a Service with an address of
 * its own, for that name resolves from the first moment on, and no resolver remembers that it did not (docs/adr/0016).
 */
public final class MeetingManifest {
    /** The chart's NetworkPolicies name it. */
    static final int PORT = 9400;

    private static final String INDEX = "batch.kubernetes.io/job-completion-index";

    private MeetingManifest() {}

    public static Service service(Attempt attempt) {
        return new ServiceBuilder()
                .withMetadata(attempt.metadata(Component.LOAD))
                .withNewSpec()
                .withSelector(attempt.selector(Component.LOAD))
                .addToSelector(INDEX, "0")
                .addNewPort()
                .withName("meeting")
                .withPort(PORT)
                .endPort()
                .endSpec()
                .build();
    }

    /** What a load generator is told of the others; nothing where it is alone. */
    static List<String> arguments(Attempt attempt, int pods) {
        return pods == 1
                ? List.of()
                : List.of(
                        "--pods",
                        String.valueOf(pods),
                        "--meet",
                        attempt.name(Component.LOAD) + "." + attempt.namespace() + ".svc:" + PORT);
    }
}
