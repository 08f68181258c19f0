package dev.acme.performance.operator.run;

import dev.acme.performance.crds.PerformanceRunStatus.Environment;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import dev.acme.performance.operator.target.Digest;
import dev.acme.performance.operator.target.Images;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where an attempt took place, as far as its pods and the API server tell. */
final class Surroundings {
    private static final int DIGITS = 16;

    private final KubernetesClient client;
    private final OffspringReader offspring;
    private final Images images;
    private final Fidelity fidelity;

    Surroundings(KubernetesClient client, Images images, Fidelity fidelity) {
        this.client = client;
        this.offspring = new OffspringReader(client);
        this.images = images;
        this.fidelity = fidelity;
    }

    Environment of(Attempt attempt) {
        var children = offspring.read(attempt);
        var registryPods = children.pods(Component.REGISTRY);
        var loadPods = children.pods(Component.LOAD);
        String version = client.getKubernetesVersion().getGitVersion();
        String operator = Objects.requireNonNullElse(getClass().getPackage().getImplementationVersion(), "development");
        String nodes = nodes(registryPods, loadPods);
        String registry = image(registryPods, images.registry());
        String load = image(loadPods, images.loadgen());
        String whole = Stream.concat(
                        Stream.of(fidelity.label(), version, operator, nodes, registry, load),
                        fidelity.notes().stream())
                .collect(Collectors.joining("\n"));
        return new Environment(
                fidelity.label(),
                fidelity.notes(),
                version,
                operator,
                nodes,
                null,
                null,
                null,
                null,
                registry,
                load,
                Digest.of(whole, DIGITS));
    }

    private static String nodes(List<Pod> registryPods, List<Pod> loadPods) {
        return Stream.concat(registryPods.stream(), loadPods.stream())
                .map(pod -> pod.getSpec().getNodeName())
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** The image as it was really run, by digest where the node tells it. */
    private static String image(List<Pod> pods, String declared) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null)
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .map(ContainerStatus::getImageID)
                .filter(id -> id != null && !id.isBlank())
                .findFirst()
                .orElse(declared);
    }
}
