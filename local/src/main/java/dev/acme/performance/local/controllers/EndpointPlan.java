package dev.acme.performance.local.controllers;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.EndpointSubsetBuilder;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** Which addresses and ports serve a Service. */
final class EndpointPlan {
    private EndpointPlan() {}

    static EndpointSlice slice(Service service, List<Pod> pods) {
        var metadata = service.getMetadata();
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withLabels(Map.of("kubernetes.io/service-name", metadata.getName()))
                .withOwnerReferences(Owners.controllerReference(service))
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(pods.stream().map(pod -> endpoint(service, pod)).toList())
                .withPorts(ports(service).stream()
                        .map(port -> new io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder()
                                .withName(Objects.requireNonNullElse(port.getName(), ""))
                                .withProtocol(port.getProtocol())
                                .withPort(targetPort(port, pods))
                                .build())
                        .toList())
                .build();
    }

    private static List<ServicePort> ports(Service service) {
        return Objects.requireNonNullElse(service.getSpec().getPorts(), List.of());
    }

    private static Endpoint endpoint(Service service, Pod pod) {
        boolean isServing = PodFacts.isReady(pod);
        boolean isTerminating = PodFacts.isTerminating(pod);
        boolean toldAlways = Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
        return new EndpointBuilder()
                .withAddresses(pod.getStatus().getPodIP())
                .withNewConditions()
                .withReady(toldAlways || (isServing && !isTerminating))
                .withServing(isServing)
                .withTerminating(isTerminating)
                .endConditions()
                .withNodeName(pod.getSpec().getNodeName())
                .withTargetRef(reference(pod))
                .build();
    }

    private static ObjectReference reference(Pod pod) {
        return new ObjectReferenceBuilder()
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .withNamespace(pod.getMetadata().getNamespace())
                .withUid(pod.getMetadata().getUid())
                .build();
    }

    static Endpoints endpoints(Service service, List<Pod> pods) {
        var metadata = service.getMetadata();
        var endpoints = new EndpointsBuilder()
                .withNewMetadata()
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withOwnerReferences(Owners.controllerReference(service))
                .endMetadata();
        if (!pods.isEmpty()) {
            endpoints.addToSubsets(new EndpointSubsetBuilder()
                    .withAddresses(addresses(pods, true))
                    .withNotReadyAddresses(addresses(pods, false))
                    .withPorts(ports(service).stream()
                            .map(port -> new EndpointPortBuilder()
                                    .withName(port.getName())
                                    .withProtocol(port.getProtocol())
                                    .withPort(targetPort(port, pods))
                                    .build())
                            .toList())
                    .build());
        }
        return endpoints.build();
    }

    private static List<EndpointAddress> addresses(List<Pod> pods, boolean areReady) {
        return pods.stream()
                .filter(pod -> (PodFacts.isReady(pod) && !PodFacts.isTerminating(pod)) == areReady)
                .map(pod -> new EndpointAddressBuilder()
                        .withIp(pod.getStatus().getPodIP())
                        .withNodeName(pod.getSpec().getNodeName())
                        .withTargetRef(reference(pod))
                        .build())
                .toList();
    }

    /** A port may be named after a container's port. */
    static int targetPort(ServicePort port, List<Pod> pods) {
        var target = port.getTargetPort();
        if (target == null) {
            return port.getPort();
        }
        if (target.getIntVal() != null) {
            return target.getIntVal();
        }
        return pods.stream()
                .map(pod -> containerPort(pod, target.getStrVal()))
                .flatMapToInt(OptionalInt::stream)
                .findFirst()
                .orElse(port.getPort());
    }

    private static OptionalInt containerPort(Pod pod, String name) {
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> name.equals(port.getName()))
                .mapToInt(ContainerPort::getContainerPort)
                .findFirst();
    }
}
