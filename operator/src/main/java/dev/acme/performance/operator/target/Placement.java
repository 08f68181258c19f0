package dev.acme.performance.operator.target;

import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** On which nodes an administrator wants pods: labels that a node must have, taints that the pods put up with. */
public record Placement(Map<String, String> nodeSelector, List<Tolerance> tolerations) {
    /** Any node without taints. */
    public static final Placement ANYWHERE = new Placement(Map.of(), List.of());

    public Placement {
        nodeSelector = Map.copyOf(nodeSelector);
        tolerations = List.copyOf(tolerations);
    }

    /** A toleration in Kubernetes' own words; without a key every taint is meant. */
    public record Tolerance(
            Optional<String> key,
            String operator,
            Optional<String> value,
            Optional<String> effect,
            Optional<Long> seconds) {
        Toleration toleration() {
            var builder = new TolerationBuilder().withOperator(operator);
            key.ifPresent(builder::withKey);
            value.ifPresent(builder::withValue);
            effect.ifPresent(builder::withEffect);
            seconds.ifPresent(builder::withTolerationSeconds);
            return builder.build();
        }
    }

    /** The labels in an order that is the same each time. */
    Map<String, String> sortedSelector() {
        return new TreeMap<>(nodeSelector);
    }
}
