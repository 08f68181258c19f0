package dev.acme.performance.registry.populate.hub;

import java.net.URI;
import java.util.Optional;

/**
 * Which model of which hub.
 *
 * @param hub its base, without a trailing slash
 * @param name {@code owner/name} or {@code name}
 * @param revision branch, tag or commit
 * @param token sent to the hub itself and to nobody else
 */
public record HubModel(URI hub, String name, String revision, Optional<String> token) {
    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return hub + "/" + name + "@" + revision;
    }
}
