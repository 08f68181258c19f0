package dev.acme.performance.operator.run;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunStatus.Environment;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import dev.acme.performance.operator.target.Digest;
import dev.acme.performance.operator.target.Images;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an attempt took place, as far as its pods and the API server tell. */
final class Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
    private static final int DIGITS = 16;
    private static final int MOST_NODES = 16;

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

    /** A target that is not ours has no image. */
    Environment of(Attempt attempt, Compute compute) {
        boolean isOurs = compute.backend() != Compute.Backend.EXTERNAL;
        var told = fidelity.of(compute);
        var children = offspring.read(attempt);
        var registryPods = children.pods(Component.REGISTRY);
        var loadPods = children.pods(Component.LOAD);
        String version = client.getKubernetesVersion().getGitVersion();
        String operator = Objects.requireNonNullElse(getClass().getPackage().getImplementationVersion(), "development");
        var nodes = nodes(registryPods, loadPods);
        var facts = NodeFacts.of(read(nodes));
        String load = image(loadPods, images.loadgen());
        return fingerprinted(new Environment(
                told.label(),
                told.notes(),
                version,
                operator,
                String.join(",", nodes),
                facts.kernel().orElse(null),
                facts.architecture().orElse(null),
                facts.cpus().orElse(null),
                facts.memory().orElse(null),
                isOurs ? image(registryPods, images.registry()) : null,
                load,
                ""));
    }

    private static Environment fingerprinted(Environment told) {
        return new Environment(
                told.fidelity(),
                told.notes(),
                told.kubernetesVersion(),
                told.operatorVersion(),
                told.node(),
                told.kernel(),
                told.architecture(),
                told.cpus(),
                told.memory(),
                told.registryImage(),
                told.loadImage(),
                Digest.of(told.toString(), DIGITS));
    }

    private static List<String> nodes(List<Pod> registryPods, List<Pod> loadPods) {
        return Stream.concat(registryPods.stream(), loadPods.stream())
                .map(pod -> pod.getSpec().getNodeName())
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    /** The nodes, as far as the operator may read them: an environment without them is still told. */
    private List<Node> read(List<String> names) {
        try {
            return names.stream()
                    .limit(MOST_NODES)
                    .map(name -> client.nodes().withName(name).get())
                    .filter(Objects::nonNull)
                    .toList();
        } catch (KubernetesClientException e) {
            LOG.debug("nodes unreadable code={}", e.getCode());
            return List.of();
        }
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
