package dev.acme.performance.operator.target;

import dev.acme.performance.crds.PerformanceRunSpec;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The always-warm service: a Deployment, and a headless Service so that clients spread over its replicas themselves. */
public final class EcsManifests {
    private static final String PORT_NAME = "http";

    private EcsManifests() {}

    /** The service waits for its model before it opens its port, hence for {@code filling} at most. */
    public static Deployment deployment(
            Attempt attempt, PerformanceRunSpec spec, Images images, Backends backends, Duration filling) {
        var pod = new RegistryPod(spec, images, backends);
        var cache = new ServiceCache(spec);
        var program = program(spec);
        var volumes = new ArrayList<>(pod.volumes(program.scratchSize()));
        cache.volume().ifPresent(volumes::add);
        var container = new ContainerBuilder(
                        pod.container(spec.compute().cpu(), program.memory(), List.of(program.command())))
                .addAllToEnv(program.variables())
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
                .addAllToEnv(cache.variables())
                .addAllToVolumeMounts(cache.mount().stream().toList())
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
                .withReplicas(spec.compute().replicas())
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
                .withSpec(Restricted.pod(container, volumes, "Always", images.registryPods()))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Scales the Deployment; empty where the run asks for a fixed number of replicas. */
    public static Optional<HorizontalPodAutoscaler> autoscaler(Attempt attempt, PerformanceRunSpec spec) {
        return Optional.ofNullable(spec.compute().autoscaling())
                .map(autoscaling -> new HorizontalPodAutoscalerBuilder()
                        .withMetadata(attempt.metadata(Attempt.Component.REGISTRY))
                        .withNewSpec()
                        .withNewScaleTargetRef("apps/v1", "Deployment", attempt.name(Attempt.Component.REGISTRY))
                        .withMinReplicas(autoscaling.minReplicas())
                        .withMaxReplicas(autoscaling.maxReplicas())
                        .addNewMetric()
                        .withType("Resource")
                        .withNewResource()
                        .withName("cpu")
                        .withNewTarget()
                        .withType("Utilization")
                        .withAverageUtilization(autoscaling.targetCpuPercent())
                        .endTarget()
                        .endResource()
                        .endMetric()
                        .endSpec()
                        .build());
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

    /** What the pod runs, and what that needs. */
    private record Program(String command, List<EnvVar> variables, Quantity memory, String scratchSize) {}

    /** A function host is a service of one replica to everybody but its clients. */
    private static Program program(PerformanceRunSpec spec) {
        return switch (spec.compute().backend()) {
            case LAMBDA ->
                new Program(
                        "function-host",
                        LambdaSettings.variables(spec),
                        LambdaSettings.memory(spec),
                        LambdaSettings.SCRATCH_SIZE);
            case ECS, EXTERNAL -> new Program("serve", List.of(), spec.compute().memory(), Restricted.SCRATCH_SIZE);
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
