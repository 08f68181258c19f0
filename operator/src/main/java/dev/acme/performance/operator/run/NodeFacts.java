package dev.acme.performance.operator.run;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the nodes of an attempt are, as far as their objects tell; several nodes are told once where they agree. */
record NodeFacts(
        Optional<String> kernel, Optional<String> architecture, Optional<String> cpus, Optional<String> memory) {
    static NodeFacts of(List<Node> nodes) {
        return new NodeFacts(
                distinct(nodes, node -> info(node).map(NodeSystemInfo::getKernelVersion)),
                distinct(
                        nodes,
                        node -> info(node).map(NodeSystemInfo::getArchitecture).or(() -> label(node))),
                distinct(nodes, node -> capacity(node, "cpu")),
                distinct(nodes, node -> capacity(node, "memory")));
    }

    private static Optional<String> distinct(List<Node> nodes, Function<Node, Optional<String>> fact) {
        return Optional.of(nodes.stream()
                        .flatMap(node -> fact.apply(node).stream())
                        .filter(text -> !text.isBlank())
                        .distinct()
                        .sorted()
                        .collect(joining(",")))
                .filter(text -> !text.isEmpty());
    }

    private static Optional<NodeSystemInfo> info(Node node) {
        return Optional.ofNullable(node.getStatus()).map(NodeStatus::getNodeInfo);
    }

    private static Optional<String> label(Node node) {
        return Optional.ofNullable(node.getMetadata().getLabels()).map(labels -> labels.get("kubernetes.io/arch"));
    }

    private static Optional<String> capacity(Node node, String resource) {
        return Optional.ofNullable(node.getStatus())
                .map(NodeStatus::getCapacity)
                .map(capacity -> capacity.get(resource))
                .map(Quantity::toString);
    }
}
