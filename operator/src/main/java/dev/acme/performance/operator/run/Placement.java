package dev.acme.performance.operator.run;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * On what kinds of nodes the load and the service ran, and whether they shared one, for then no network lies between them. Names
 * of nodes are not in it: a scheduler chooses among equals. A node that cannot be read is told by its name, for nothing says
 * that it is like another.
 */
final class Placement {
    private static final String MACHINE_TYPE = "node.kubernetes.io/instance-type";

    private Placement() {}

    /** Empty where no pod is bound to a node; {@code nodes} are those that can be read. */
    static Optional<String> of(List<Pod> loadPods, List<Pod> registryPods, List<Node> nodes) {
        var load = names(loadPods);
        var service = names(registryPods);
        if (load.isEmpty() && service.isEmpty()) {
            return Optional.empty();
        }
        var shared = new TreeSet<>(load);
        shared.retainAll(service);
        String together =
                service.isEmpty() || load.isEmpty() ? "" : shared.isEmpty() ? "; apart" : "; on the same node";
        return Optional.of(Stream.of(part("load", load, nodes), part("service", service, nodes))
                        .flatMap(Optional::stream)
                        .collect(joining("; "))
                + together);
    }

    private static Set<String> names(List<Pod> pods) {
        return pods.stream()
                .map(pod -> pod.getSpec().getNodeName())
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> part(String what, Collection<String> names, List<Node> nodes) {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(what + " on "
                        + names.stream()
                                .map(name -> nodes.stream()
                                        .filter(node ->
                                                name.equals(node.getMetadata().getName()))
                                        .findFirst()
                                        .map(Placement::kind)
                                        .orElse("node " + name))
                                .distinct()
                                .sorted()
                                .collect(joining(" and ")));
    }

    private static String kind(Node node) {
        var facts = NodeFacts.of(List.of(node));
        return Stream.of(
                        Optional.ofNullable(node.getMetadata().getLabels())
                                .flatMap(labels -> Optional.ofNullable(labels.get(MACHINE_TYPE))),
                        facts.architecture(),
                        facts.kernel(),
                        facts.cpus().map(cpus -> cpus + " cpus"),
                        facts.memory().map(memory -> Gibibytes.of(memory) + " GiB"))
                .flatMap(Optional::stream)
                .collect(joining(" "));
    }
}
