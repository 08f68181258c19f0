package dev.acme.performance.local.node;

import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** The names a pod can resolve: itself, this machine, and every Service with ready pods. Pure. */
final class HostNames {
    private static final String CLUSTER_DOMAIN = "svc.cluster.local";

    private HostNames() {}

    /**
     * The content of a pod's hosts file.
     *
     * @param hostName of this computer, as programs ask the kernel for it
     */
    static String of(Pod pod, String podIp, String hostName, Collection<EndpointSlice> slices) {
        var lines = new StringBuilder("127.0.0.1 localhost\n");
        String name = Objects.requireNonNullElse(
                pod.getSpec().getHostname(), pod.getMetadata().getName());
        lines.append(podIp)
                .append(' ')
                .append(name)
                .append(' ')
                .append(hostName)
                .append('\n');
        for (var alias : Objects.requireNonNullElse(pod.getSpec().getHostAliases(), List.<HostAlias>of())) {
            lines.append(alias.getIp())
                    .append(' ')
                    .append(String.join(" ", alias.getHostnames()))
                    .append('\n');
        }
        var services = new TreeSet<String>();
        slices.forEach(slice -> addService(services, slice, pod.getMetadata().getNamespace()));
        services.forEach(line -> lines.append(line).append('\n'));
        return lines.toString();
    }

    private static void addService(Collection<String> lines, EndpointSlice slice, String ownNamespace) {
        String namespace = slice.getMetadata().getNamespace();
        String service = slice.getMetadata().getLabels().getOrDefault("kubernetes.io/service-name", "");
        String full = service + "." + namespace;
        String names = full + " " + full + ".svc " + service + "." + namespace + "." + CLUSTER_DOMAIN;
        String all = namespace.equals(ownNamespace) ? service + " " + names : names;
        for (var endpoint : Objects.requireNonNullElse(slice.getEndpoints(), List.<Endpoint>of())) {
            if (Boolean.TRUE.equals(endpoint.getConditions().getReady())) {
                endpoint.getAddresses().forEach(address -> lines.add(address + " " + all));
            }
        }
    }
}
