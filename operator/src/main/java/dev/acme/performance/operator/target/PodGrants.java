package dev.acme.performance.operator.target;

import java.util.List;
import java.util.Optional;

/**
 * What an administrator adds to the pods of one program. The service account is for the cloud's identities only: its
 * token is never mounted.
 */
public record PodGrants(Optional<String> serviceAccount, Placement placement, List<String> pullSecrets) {
    /** Nothing beyond what every pod has. */
    public static final PodGrants NONE = new PodGrants(Optional.empty(), Placement.ANYWHERE, List.of());

    public PodGrants {
        pullSecrets = List.copyOf(pullSecrets);
    }
}
