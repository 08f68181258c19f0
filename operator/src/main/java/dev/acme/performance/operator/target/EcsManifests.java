package dev.acme.performance.operator.target;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.List;

/** The always-warm service: a Deployment, and a headless Service so that clients spread over its replicas themselves. */
public final class EcsManifests {
    private static final String PORT_NAME = "http";

    private EcsManifests() {}

    /** The service waits for its model before it opens its port, hence for {@code filling} at most. */
    public static Deployment deployment(
            Attempt attempt, PerformanceRunSpec spec, Images images, Backends backends, Duration filling) {
        var pod = new RegistryPod(spec, images, backends);
        var compute = spec.compute();
        var container = new ContainerBuilder(pod.container(compute.cpu(), compute.memory(), List.of(command(compute))))
                .addAllToEnv(compute.backend() == Compute.Backend.LAMBDA ? LambdaSettings.variables(spec) : List.of())
                .addToEnv(RegistryPod.variable("PORT", Integer.toString(images.registryPort())))
                .addToEnv(new EnvVarBuilder()
                        .withName("HOST")
                        .withNewValueFrom()
                        .withNewFieldRef()
                        .withFieldPath("status.podIP")
                        .endFieldRef()
                        .endValueFrom()
                        .build())
                .addToEnv(RegistryPod.variable(
                        "READY_MODEL",
                        spec.model().pathId() + "/" + spec.model().version()))
                .addNewPort()
                .withName(PORT_NAME)
                .withContainerPort(images.registryPort())
                .endPort()
                .withStartupProbe(probe("/health/live", 1, Math.toIntExact(filling.toSeconds()) + 120))
                .withReadinessProbe(probe("/health/ready", 1, 3))
                .withLivenessProbe(probe("/health/live", 10, 6))
                .build();
        return new DeploymentBuilder()
                .withMetadata(attempt.metadata(Attempt.Component.REGISTRY))
                .withNewSpec()
                .withReplicas(compute.replicas())
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(attempt.selector(Attempt.Component.REGISTRY))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(attempt.labels(Attempt.Component.REGISTRY))
                .endMetadata()
                .withSpec(Restricted.pod(container, pod.volumes(), "Always", images.registryPods()))
                .endTemplate()
                .endSpec()
                .build();
    }

    public static Service service(Attempt attempt, Images images) {
        return new ServiceBuilder()
                .withMetadata(attempt.metadata(Attempt.Component.REGISTRY))
                .withNewSpec()
                .withClusterIP("None")
                .withSelector(attempt.selector(Attempt.Component.REGISTRY))
                .addNewPort()
                .withName(PORT_NAME)
                .withPort(images.registryPort())
                .withTargetPort(new IntOrString(PORT_NAME))
                .endPort()
                .endSpec()
                .build();
    }

    /** Where the service is reached from a pod of the same cluster. */
    public static String url(Attempt attempt, Images images) {
        return "http://" + attempt.name(Attempt.Component.REGISTRY) + "." + attempt.namespace() + ".svc:"
                + images.registryPort();
    }

    /** A function host is a service of one replica to everybody but its clients. */
    private static String command(Compute compute) {
        return switch (compute.backend()) {
            case LAMBDA -> "function-host";
            case ECS, EXTERNAL -> "serve";
        };
    }

    private static Probe probe(String path, int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString(PORT_NAME))
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(5)
                .withFailureThreshold(failures)
                .build();
    }
}
