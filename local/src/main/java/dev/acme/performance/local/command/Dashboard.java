package dev.acme.performance.local.command;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private static final String API = "api";

    private final OtherCluster cluster;
    private final Service service;
    private final LocalPortForward forward;

    private Dashboard(OtherCluster cluster, Service service, LocalPortForward forward) {
        this.cluster = cluster;
        this.service = service;
        this.forward = forward;
    }

    /**
     * Forwards {@code port}, 0 for any, to the API of the one operator there, or of the one in the first of {@code namespaces}.
     *
     * @throws NotRunnable where there is none, more than one, or one without an API
     */
    static Dashboard of(OtherCluster cluster, List<String> namespaces, int port) {
        var service = service(cluster, namespaces);
        int api = service.getSpec().getPorts().stream()
                .filter(one -> API.equals(one.getName()))
                .findFirst()
                .orElseThrow(() -> new NotRunnable(
                        "the operator of %s serves no API: set api.enabled of the chart".formatted(named(service))))
                .getPort();
        var forward = cluster.client()
                .services()
                .inNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .portForward(api, InetAddress.getLoopbackAddress(), port);
        return new Dashboard(cluster, service, forward);
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
                        InetAddress.getLoopbackAddress().getHostAddress(),
                        forward.getLocalPort(),
                        cluster.context(),
                        named(service));
    }

    @Override
    public void close() {
        try {
            forward.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
