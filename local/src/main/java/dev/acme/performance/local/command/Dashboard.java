package dev.acme.performance.local.command;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The dashboard of an operator on another cluster, reached through a port of this machine. */
final class Dashboard implements AutoCloseable {
    private static final Map<String, String> LABELS = Map.of(
            "app.kubernetes.io/name", "performance-operator",
            "app.kubernetes.io/component", "operator");

    private final OtherCluster cluster;
    private final Service service;
    private final PodForward forward;

    private Dashboard(OtherCluster cluster, Service service, PodForward forward) {
        this.cluster = cluster;
        this.service = service;
        this.forward = forward;
    }

    /**
     * Forwards {@code port}, 0 for any, to the API of the one operator there, or of the one in the first of {@code namespaces}.
     *
     * @throws NotRunnable where there is none, more than one, one without an API, or none that is ready
     */
    static Dashboard of(OtherCluster cluster, List<String> namespaces, int port, PodForward.Told told) {
        var service = service(cluster, namespaces);
        boolean hasApi =
                service.getSpec().getPorts().stream().map(ServicePort::getName).anyMatch(OperatorPods.API::equals);
        if (!hasApi) {
            throw new NotRunnable(
                    "the operator of %s serves no API: set api.enabled of the chart".formatted(named(service)));
        }
        return new Dashboard(
                cluster, service, PodForward.start(new OperatorPods(cluster.client(), service), told, port));
    }

    private static Service service(OtherCluster cluster, List<String> namespaces) {
        var found = services(cluster.client(), namespaces.stream().findFirst());
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new NotRunnable(
                found.isEmpty()
                        ? "context %s: no operator is installed there (docs/tutorial-cluster.md)"
                                .formatted(cluster.context())
                        : "context %s: there are several operators, choose the namespace of one with --namespace: %s"
                                .formatted(
                                        cluster.context(),
                                        found.stream().map(Dashboard::named).collect(Collectors.joining(", "))));
    }

    private static List<Service> services(KubernetesClient client, Optional<String> namespace) {
        try {
            return namespace
                    .map(name -> client.services()
                            .inNamespace(name)
                            .withLabels(LABELS)
                            .list()
                            .getItems())
                    .orElseGet(() -> client.services()
                            .inAnyNamespace()
                            .withLabels(LABELS)
                            .list()
                            .getItems());
        } catch (KubernetesClientException e) {
            throw new NotRunnable("the operator's Service cannot be looked for (its namespace is told by --namespace): "
                    + e.getMessage());
        }
    }

    private static String named(Service service) {
        return service.getMetadata().getNamespace() + "/"
                + service.getMetadata().getName();
    }

    /** How it is used: one line for each thing, so that a script finds them, too. */
    String welcome() {
        return """
                dashboard   http://%s:%d/
                token       of a ServiceAccount that may see runs: kubectl --context %s -n NAMESPACE create token NAME
                operator    %s
                """.formatted(
                InetAddress.getLoopbackAddress().getHostAddress(), forward.port(), cluster.context(), named(service));
    }

    @Override
    public void close() {
        forward.close();
    }
}
