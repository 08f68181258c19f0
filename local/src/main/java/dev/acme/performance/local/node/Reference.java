package dev.acme.performance.local.node;

import java.util.Map;
import java.util.Optional;

/**
 * A ConfigMap or Secret that a pod refers to.
 *
 * @param kind configmap or secret
 */
record Reference(String kind, String name, boolean isOptional) {
    /** All of it; nothing where it may be absent and is. */
    Map<String, byte[]> data(PodSources sources) {
        return find(sources).orElseGet(() -> {
            if (isOptional) {
                return Map.of();
            }
            throw new Missing(kind + " \"" + name + "\" not found");
        });
    }

    /** One value; empty where it may be absent and is. */
    Optional<byte[]> key(PodSources sources, String key) {
        var value = Optional.ofNullable(data(sources).get(key));
        if (value.isEmpty() && !isOptional) {
            String title = kind.equals("secret") ? "Secret" : "ConfigMap";
            throw new Missing("couldn't find key " + key + " in " + title + " " + sources.namespace() + "/" + name);
        }
        return value;
    }

    private Optional<Map<String, byte[]>> find(PodSources sources) {
        return kind.equals("secret") ? sources.secret(name) : sources.configMap(name);
    }
}
