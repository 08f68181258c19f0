package dev.acme.performance.local.controllers;

import dev.acme.performance.local.apiserver.Change;
import dev.acme.performance.local.apiserver.Cluster;
import dev.acme.performance.local.apiserver.ObjectKey;
import dev.acme.performance.local.apiserver.ResourceId;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Writes down which pods serve a Service, for name resolution and for whoever scrapes them. */
final class EndpointController implements Controller {
    private static final ResourceId SERVICES = ResourceId.of(Service.class);
    private static final ResourceId PODS = ResourceId.of(Pod.class);

    private final Cluster cluster;

    EndpointController(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Stream<ObjectKey> affectedBy(Change change) {
        if (change.key().resource().equals(SERVICES)) {
            return Stream.of(change.key());
        }
        return change.key().resource().equals(PODS)
                ? cluster.trees(SERVICES, change.key().namespace()).stream().map(cluster::keyOf)
                : Stream.empty();
    }

    @Override
    public Stream<ObjectKey> all() {
        return cluster.trees(SERVICES, "").stream().map(cluster::keyOf);
    }

    @Override
    public Duration reconcile(ObjectKey key) {
        cluster.find(Service.class, key.namespace(), key.name())
                .filter(service -> !selector(service).isEmpty())
                .ifPresent(this::reconcile);
        return UNTIL_CHANGED;
    }

    private static Map<String, String> selector(Service service) {
        return Objects.requireNonNullElse(service.getSpec().getSelector(), Map.of());
    }

    private void reconcile(Service service) {
        var selector = selector(service).entrySet();
        var pods = cluster.list(Pod.class, service.getMetadata().getNamespace()).stream()
                .filter(pod -> Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of())
                        .entrySet()
                        .containsAll(selector))
                .filter(pod -> !PodFacts.hasEnded(pod))
                .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null)
                .toList();
        writeSlice(EndpointPlan.slice(service, pods));
        writeEndpoints(EndpointPlan.endpoints(service, pods));
    }

    private void writeSlice(EndpointSlice wanted) {
        var metadata = wanted.getMetadata();
        cluster.find(EndpointSlice.class, metadata.getNamespace(), metadata.getName())
                .ifPresentOrElse(
                        slice -> cluster.edit(
                                slice,
                                present -> new EndpointSliceBuilder(present)
                                        .withEndpoints(wanted.getEndpoints())
                                        .withPorts(wanted.getPorts())
                                        .build()),
                        () -> cluster.create(wanted));
    }

    private void writeEndpoints(Endpoints wanted) {
        var metadata = wanted.getMetadata();
        cluster.find(Endpoints.class, metadata.getNamespace(), metadata.getName())
                .ifPresentOrElse(
                        endpoints -> cluster.edit(
                                endpoints,
                                present -> new EndpointsBuilder(present)
                                        .withSubsets(wanted.getSubsets())
                                        .build()),
                        () -> cluster.create(wanted));
    }
}
