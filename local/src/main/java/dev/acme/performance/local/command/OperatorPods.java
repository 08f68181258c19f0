package dev.acme.performance.local.command;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.PortForward;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pods behind an operator's Service, and their API. */
final class OperatorPods implements PodForward.Pods {
    /** Of the port, in the Service and in its pods. */
    static final String API = "api";

    private final KubernetesClient client;
    private final Service service;
    private volatile Map<String, Integer> ports = Map.of();

    OperatorPods(KubernetesClient client, Service service) {
        this.client = client;
        this.service = service;
    }

    @Override
    public Optional<List<String>> ready() {
        try {
            var found = new TreeMap<String, Integer>();
            client
                    .pods()
                    .inNamespace(service.getMetadata().getNamespace())
                    .withLabels(service.getSpec().getSelector())
                    .list()
                    .getItems()
                    .stream()
                    .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                    .filter(Readiness::isPodReady)
                    .forEach(pod -> port(pod)
                            .ifPresent(port -> found.put(pod.getMetadata().getName(), port)));
            ports = found;
            return Optional.of(List.copyOf(found.keySet()));
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> port(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> API.equals(port.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }

    @Override
    public PodForward.Connection lead(String pod, SocketChannel from) {
        var forward = client.pods()
                .inNamespace(service.getMetadata().getNamespace())
                .withName(pod)
                .portForward(ports.getOrDefault(pod, 0), from, from);
        return new Led(forward, from);
    }

    private record Led(PortForward forward, SocketChannel from) implements PodForward.Connection {
        @Override
        public boolean isOpen() {
            return forward.isAlive();
        }

        @Override
        public void close() throws IOException {
            forward.close();
            // the client's forward waits with that for a pod that may never answer
            from.close();
        }
    }
}
