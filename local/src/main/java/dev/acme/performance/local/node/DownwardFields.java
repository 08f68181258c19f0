package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a pod may know of itself. */
record DownwardFields(Pod pod, String podIp, String hostIp) {
    private static final Pattern KEYED = Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");

    /** The value of a fieldPath; {@link Missing} where there is no such field. */
    String field(String path) {
        var metadata = pod.getMetadata();
        var keyed = KEYED.matcher(path);
        if (keyed.matches()) {
            return map(keyed.group(1)).getOrDefault(keyed.group(2), "");
        }
        return switch (path) {
            case "metadata.name" -> metadata.getName();
            case "metadata.namespace" -> metadata.getNamespace();
            case "metadata.uid" -> metadata.getUid();
            case "metadata.labels" -> lines(map("labels"));
            case "metadata.annotations" -> lines(map("annotations"));
            case "spec.nodeName" -> pod.getSpec().getNodeName();
            case "spec.serviceAccountName" ->
                Objects.requireNonNullElse(pod.getSpec().getServiceAccountName(), "default");
            case "status.podIP", "status.podIPs" -> podIp;
            case "status.hostIP", "status.hostIPs" -> hostIp;
            default -> throw new Missing("unsupported fieldPath: " + path);
        };
    }

    private Map<String, String> map(String name) {
        var metadata = pod.getMetadata();
        return Objects.requireNonNullElse(
                name.equals("labels") ? metadata.getLabels() : metadata.getAnnotations(), Map.of());
    }

    private static String lines(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=\"" + entry.getValue() + '"')
                        .collect(Collectors.joining("\n"));
    }

    /** An amount of a container's resources in units of the divisor, rounded up. */
    String resource(ResourceFieldSelector selector, Container container) {
        String path = selector.getResource();
        var resources = container.getResources();
        Map<String, Quantity> amounts = Objects.requireNonNullElse(
                path.startsWith("limits.") ? resources.getLimits() : resources.getRequests(), Map.of());
        var amount = Optional.ofNullable(amounts.get(path.substring(path.indexOf('.') + 1)))
                .map(Quantity::getNumericalAmount)
                .orElse(BigDecimal.ZERO);
        var divisor = Optional.ofNullable(selector.getDivisor())
                .map(Quantity::getNumericalAmount)
                .filter(number -> number.signum() > 0)
                .orElse(BigDecimal.ONE);
        return amount.divide(divisor, 0, RoundingMode.CEILING).toPlainString();
    }
}
