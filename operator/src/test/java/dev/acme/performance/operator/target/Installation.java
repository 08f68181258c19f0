package dev.acme.performance.operator.target;

import dev.acme.performance.operator.Runs;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** An installation that has everything, and what it makes of a spec that differs from the defaults by some YAML. */
final class Installation {
    static final Duration FILLING = Duration.ofMinutes(30);
    static final Attempt ATTEMPT = Attempt.of(Runs.run(""), 3);
    static final Backends BACKENDS = new Backends(
            Optional.of("http://s3:9000"),
            "us-east-1",
            "models",
            Optional.of("http://dynamodb:8000"),
            "performance-models",
            Optional.of("s3-credentials"),
            "generated",
            Optional.of(new Backends.Database("jdbc:postgresql://db:5432/models", "db-credentials", 100)));

    private Installation() {}

    static Deployment deployment(String yaml) {
        return EcsManifests.deployment(ATTEMPT, Runs.spec(yaml), Runs.IMAGES, BACKENDS, FILLING);
    }

    static Job populate(String yaml) {
        return PopulateJobManifest.of(ATTEMPT, Runs.spec(yaml), Runs.IMAGES, BACKENDS, Duration.ofMinutes(1));
    }

    static PodSpec serving(String yaml) {
        return deployment(yaml).getSpec().getTemplate().getSpec();
    }

    static PodSpec populating(String yaml) {
        return populate(yaml).getSpec().getTemplate().getSpec();
    }

    static Container container(PodSpec pod) {
        return pod.getContainers().getFirst();
    }

    /** What stands in the manifest; what comes from the pod's own fields is left out. */
    static Map<String, String> environment(PodSpec pod) {
        return container(pod).getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, variable -> Objects.requireNonNull(variable.getValue())));
    }
}
