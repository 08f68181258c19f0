package dev.acme.performance.operator.load;

import dev.acme.performance.operator.external.ExternalTarget;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.List;
import java.util.Optional;

/** Headers whose values only the kubelet reads, out of Secrets, and the load generator out of a folder. */
record SecretHeaders(List<ExternalTarget.SecretHeader> headers) {
    private static final String VOLUME = "headers";
    private static final String FOLDER = "/var/run/performance/headers";

    /** Empty where the target has none. */
    static Optional<SecretHeaders> of(ExternalTarget target) {
        return Optional.of(target.secretHeaders())
                .filter(headers -> !headers.isEmpty())
                .map(SecretHeaders::new);
    }

    List<String> arguments() {
        return List.of("--headers", FOLDER);
    }

    VolumeMount mount() {
        return new VolumeMountBuilder()
                .withName(VOLUME)
                .withMountPath(FOLDER)
                .withReadOnly(true)
                .build();
    }

    /** One file for each header, named like it. */
    Volume volume() {
        return new VolumeBuilder()
                .withName(VOLUME)
                .withNewProjected()
                .withDefaultMode(0440)
                .withSources(headers.stream().map(SecretHeaders::source).toList())
                .endProjected()
                .build();
    }

    private static VolumeProjection source(ExternalTarget.SecretHeader header) {
        return new VolumeProjectionBuilder()
                .withNewSecret()
                .withName(header.secret())
                .addNewItem()
                .withKey(header.key())
                .withPath(header.header())
                .endItem()
                .endSecret()
                .build();
    }
}
