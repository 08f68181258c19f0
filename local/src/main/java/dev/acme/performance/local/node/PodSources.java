package dev.acme.performance.local.node;

import dev.acme.performance.local.apiserver.Cluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The ConfigMaps and Secrets of a pod's namespace, as bytes by key. */
record PodSources(Cluster cluster, String namespace) {
    /** Empty where there is no such ConfigMap. */
    Optional<Map<String, byte[]>> configMap(String name) {
        return cluster.find(ConfigMap.class, namespace, name).map(map -> {
            var data = new LinkedHashMap<String, byte[]>();
            Objects.requireNonNullElse(map.getData(), Map.<String, String>of())
                    .forEach((key, text) -> data.put(key, text.getBytes(StandardCharsets.UTF_8)));
            data.putAll(decoded(map.getBinaryData()));
            return data;
        });
    }

    /** Empty where there is no such Secret. */
    Optional<Map<String, byte[]>> secret(String name) {
        return cluster.find(Secret.class, namespace, name).map(secret -> decoded(secret.getData()));
    }

    private static Map<String, byte[]> decoded(Map<String, String> base64) {
        var data = new LinkedHashMap<String, byte[]>();
        Objects.requireNonNullElse(base64, Map.<String, String>of())
                .forEach((key, text) -> data.put(key, Base64.getDecoder().decode(text)));
        return data;
    }
}
