package dev.acme.performance.operator.run;

import dev.acme.performance.crds.Compute;
import dev.acme.performance.crds.PerformanceRunSpec;
import dev.acme.performance.crds.RunEnvironment;
import dev.acme.performance.crds.RunEnvironmentBuilder;
import dev.acme.performance.exchange.MachineFacts;
import dev.acme.performance.exchange.RunResult;
import dev.acme.performance.operator.target.Attempt;
import dev.acme.performance.operator.target.Attempt.Component;
import dev.acme.performance.operator.target.Images;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an attempt took place, as far as its pods and the API server tell. */
final class Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
    private static final int MOST_NODES = 16;

    private final KubernetesClient client;
    private final OffspringReader offspring;
    private final Images images;
    private final Fidelity fidelity;
    private final NodePods nodePods;

    Surroundings(KubernetesClient client, Images images, Fidelity fidelity) {
        this.client = client;
        this.offspring = new OffspringReader(client);
        this.images = images;
        this.fidelity = fidelity;
        this.nodePods = new NodePods(client);
    }

    /** What is told of an attempt's place, and why that makes its result doubtful, if it does. */
    record Told(RunEnvironment environment, List<String> doubts) {
        Told {
            doubts = List.copyOf(doubts);
        }
    }

    /** A target that is not ours has no image; without a result there is no machine that told of itself. */
    Told of(Attempt attempt, PerformanceRunSpec spec, Optional<RunResult> result) {
        boolean isOurs = spec.compute().backend() != Compute.Backend.EXTERNAL;
        var told = fidelity.of(spec);
        var children = offspring.read(attempt);
        var registryPods = children.pods(Component.REGISTRY);
        var loadPods = children.pods(Component.LOAD);
        var nodes = nodes(registryPods, loadPods);
        var neighbours = Neighbours.of(attempt, nodePods.on(nodes, attempt.namespace()));
        var readable = read(nodes);
        var facts = NodeFacts.of(readable);
        var place = RunEnvironmentBuilder.builder()
                .fidelity(told.label())
                .notes(told.notes())
                .kubernetesVersion(client.getKubernetesVersion().getGitVersion())
                .operatorVersion(
                        Objects.requireNonNullElse(getClass().getPackage().getImplementationVersion(), "development"))
                .node(String.join(",", nodes))
                .placement(Placement.of(loadPods, registryPods, readable).orElse(null))
                .kernel(facts.kernel().orElse(null))
                .architecture(facts.architecture().orElse(null))
                .cpus(facts.cpus().orElse(null))
                .memory(facts.memory().orElse(null))
                .registryImage(isOurs ? image(registryPods, images.registry()) : null)
                .loadImage(image(loadPods, images.loadgen()))
                .registryLimits(PodLimits.of(registryPods).orElse(null))
                .loadLimits(PodLimits.of(loadPods).orElse(null))
                .cache(CacheState.of(spec))
                .neighbours(neighbours.present())
                .fingerprint("")
                .build();
        var environment =
                result.map(RunResult::machine).map(it -> machine(place, it)).orElse(place);
        return new Told(
                environment.withFingerprint(Fingerprint.of(environment, fidelity)),
                result.flatMap(it -> neighbours.noise(it.startedAt(), it.finishedAt())).stream()
                        .toList());
    }

    private static RunEnvironment machine(RunEnvironment place, MachineFacts machine) {
        return place.withCpuModel(machine.cpuModel())
                .withGovernor(machine.governor())
                .withCgroup(machine.cgroup())
                .withLoadJava(machine.java())
                .withLoadJavaOptions(machine.javaOptions())
                .withKernel(place.kernel() == null ? machine.kernel() : place.kernel());
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
