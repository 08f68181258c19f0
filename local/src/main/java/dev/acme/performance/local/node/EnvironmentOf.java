package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds the value of every variable that a container declares. */
final class EnvironmentOf {
    private final Container container;
    private final PodSources sources;
    private final DownwardFields downward;
    private final Map<String, String> variables = new LinkedHashMap<>();

    private EnvironmentOf(Container container, PodSources sources, DownwardFields downward) {
        this.container = container;
        this.sources = sources;
        this.downward = downward;
    }

    /** Throws {@link Missing} where a ConfigMap, a Secret or a key of one is not there and must be. */
    static Environment resolve(Container container, PodSources sources, DownwardFields downward) {
        var environment = new EnvironmentOf(container, sources, downward);
        Objects.requireNonNullElse(container.getEnvFrom(), List.<EnvFromSource>of())
                .forEach(environment::addAll);
        Objects.requireNonNullElse(container.getEnv(), List.<EnvVar>of()).forEach(environment::add);
        return new Environment(environment.variables);
    }

    private void addAll(EnvFromSource from) {
        String prefix = Objects.requireNonNullElse(from.getPrefix(), "");
        if (from.getConfigMapRef() != null) {
            var reference = from.getConfigMapRef();
            var wanted = new Reference("configmap", reference.getName(), Boolean.TRUE.equals(reference.getOptional()));
            addAll(prefix, wanted.data(sources));
        }
        if (from.getSecretRef() != null) {
            var reference = from.getSecretRef();
            var wanted = new Reference("secret", reference.getName(), Boolean.TRUE.equals(reference.getOptional()));
            addAll(prefix, wanted.data(sources));
        }
    }

    private void addAll(String prefix, Map<String, byte[]> data) {
        data.forEach((key, bytes) -> variables.put(prefix + key, text(bytes)));
    }

    private void add(EnvVar variable) {
        if (variable.getValueFrom() == null) {
            String value = Objects.requireNonNullElse(variable.getValue(), "");
            variables.put(variable.getName(), new Environment(variables).expand(value));
        } else {
            value(variable.getValueFrom()).ifPresent(value -> variables.put(variable.getName(), value));
        }
    }

    private Optional<String> value(EnvVarSource from) {
        if (from.getFieldRef() != null) {
            return Optional.of(downward.field(from.getFieldRef().getFieldPath()));
        }
        if (from.getResourceFieldRef() != null) {
            return Optional.of(downward.resource(from.getResourceFieldRef(), container));
        }
        if (from.getConfigMapKeyRef() != null) {
            var reference = from.getConfigMapKeyRef();
            var wanted = new Reference("configmap", reference.getName(), Boolean.TRUE.equals(reference.getOptional()));
            return wanted.key(sources, reference.getKey()).map(EnvironmentOf::text);
        }
        var reference = from.getSecretKeyRef();
        var wanted = new Reference("secret", reference.getName(), Boolean.TRUE.equals(reference.getOptional()));
        return wanted.key(sources, reference.getKey()).map(EnvironmentOf::text);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
