package dev.acme.performance.local.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.acme.performance.local.apiserver.Change;
import dev.acme.performance.local.apiserver.Cluster;
import dev.acme.performance.local.apiserver.ObjectKey;
import dev.acme.performance.local.apiserver.Propagation;
import dev.acme.performance.local.apiserver.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Empties a namespace, or a kind, that is being deleted, and then lets it go. */
final class ContentRemover implements Controller {
    private static final ResourceId NAMESPACES = new ResourceId("", "namespaces");
    private static final ResourceId DEFINITIONS = new ResourceId("apiextensions.k8s.io", "customresourcedefinitions");
    private static final Set<ResourceId> CONTAINERS = Set.of(NAMESPACES, DEFINITIONS);
    private static final Duration WHILE_EMPTYING = Duration.ofMillis(200);

    private final Cluster cluster;

    ContentRemover(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Stream<ObjectKey> affectedBy(Change change) {
        return CONTAINERS.contains(change.key().resource()) ? Stream.of(change.key()) : Stream.empty();
    }

    @Override
    public Stream<ObjectKey> all() {
        return CONTAINERS.stream()
                .flatMap(resource -> cluster.trees(resource, "").stream())
                .map(cluster::keyOf);
    }

    @Override
    public Duration reconcile(ObjectKey key) {
        return cluster.trees(key.resource(), "").stream()
                .filter(container -> container.at("/metadata/name").asText().equals(key.name()))
                .filter(container -> container.path("metadata").has("deletionTimestamp"))
                .findFirst()
                .map(container -> empty(key, container))
                .orElse(UNTIL_CHANGED);
    }

    private Duration empty(ObjectKey key, JsonNode container) {
        var content = content(key, container);
        content.stream()
                .filter(object -> !object.path("metadata").has("deletionTimestamp"))
                .forEach(object -> cluster.delete(
                        cluster.keyOf(object), object.at("/metadata/uid").asText(), Propagation.BACKGROUND));
        if (content.isEmpty()) {
            letGo(key, container);
            return UNTIL_CHANGED;
        }
        return WHILE_EMPTYING;
    }

    private List<JsonNode> content(ObjectKey key, JsonNode container) {
        if (key.resource().equals(NAMESPACES)) {
            return cluster.namespacedResources().stream()
                    .flatMap(resource -> cluster.trees(resource, key.name()).stream())
                    .toList();
        }
        var defined = new ResourceId(
                container.at("/spec/group").asText(),
                container.at("/spec/names/plural").asText());
        return cluster.trees(defined, "");
    }

    private void letGo(ObjectKey key, JsonNode container) {
        boolean isNamespace = key.resource().equals(NAMESPACES);
        cluster.editTree(key, tree -> {
            if (tree.at(isNamespace ? "/spec/finalizers" : "/metadata/finalizers") instanceof ArrayNode finalizers) {
                finalizers.removeAll();
            }
            return tree;
        });
        cluster.delete(key, container.at("/metadata/uid").asText(), Propagation.BACKGROUND);
    }
}
