package dev.acme.performance.local.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.local.apiserver.Change;
import dev.acme.performance.local.apiserver.Cluster;
import dev.acme.performance.local.apiserver.ObjectKey;
import dev.acme.performance.local.apiserver.Propagation;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Removes what nobody owns any more, and lets go of owners that wait for it. */
final class GarbageCollector implements Controller {
    private final Cluster cluster;

    GarbageCollector(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Stream<ObjectKey> affectedBy(Change change) {
        boolean isInteresting = change.isRemoval()
                || change.latest().path("metadata").has("deletionTimestamp")
                || change.latest().path("metadata").has("ownerReferences");
        if (!isInteresting) {
            return Stream.empty();
        }
        return Stream.concat(Stream.of(change.key()), relatives(change));
    }

    /** Who is owned by what was removed, and who waits for its removal. */
    private Stream<ObjectKey> relatives(Change change) {
        if (!change.isRemoval()) {
            return Stream.empty();
        }
        var uid = change.latest().at("/metadata/uid");
        var owners = Owners.references(change.latest())
                .map(reference -> reference.path("uid"))
                .toList();
        return cluster.everything().stream()
                .filter(object -> owners.contains(object.at("/metadata/uid"))
                        || Owners.references(object)
                                .anyMatch(reference -> reference.path("uid").equals(uid)))
                .map(cluster::keyOf);
    }

    @Override
    public Stream<ObjectKey> all() {
        return cluster.everything().stream()
                .filter(object -> object.path("metadata").has("ownerReferences")
                        || object.path("metadata").has("deletionTimestamp"))
                .map(cluster::keyOf);
    }

    @Override
    public Duration reconcile(ObjectKey key) {
        var everything = cluster.everything();
        everything.stream()
                .filter(candidate -> cluster.keyOf(candidate).equals(key))
                .findFirst()
                .ifPresent(object -> act(key, object, GarbageStep.of(object, everything)));
        return UNTIL_CHANGED;
    }

    private void act(ObjectKey key, JsonNode object, GarbageStep step) {
        switch (step) {
            case GarbageStep.Keep _ -> {}
            case GarbageStep.Delete _ -> delete(object, Propagation.BACKGROUND);
            case GarbageStep.ForgetOwners forget -> forgetOwners(key, forget.uids());
            case GarbageStep.DeleteFirst first ->
                first.dependents().stream()
                        .filter(dependent -> !dependent.path("metadata").has("deletionTimestamp"))
                        .forEach(dependent -> delete(dependent, Propagation.FOREGROUND));
            case GarbageStep.Orphan orphan -> {
                var uid = Set.of(object.at("/metadata/uid").asText());
                orphan.dependents().forEach(dependent -> forgetOwners(cluster.keyOf(dependent), uid));
                release(key, GarbageStep.ORPHAN);
            }
            case GarbageStep.Release release -> release(key, release.finalizer());
        }
    }

    private void delete(JsonNode object, Propagation propagation) {
        cluster.delete(cluster.keyOf(object), object.at("/metadata/uid").asText(), propagation);
    }

    private void forgetOwners(ObjectKey key, Set<String> uids) {
        cluster.editTree(
                key,
                tree -> without(
                        tree,
                        "ownerReferences",
                        reference -> uids.contains(reference.path("uid").asText())));
    }

    private void release(ObjectKey key, String finalizer) {
        cluster.editTree(
                key, tree -> without(tree, "finalizers", name -> name.asText().equals(finalizer)));
    }

    private static ObjectNode without(ObjectNode tree, String list, Predicate<JsonNode> unwanted) {
        if (tree.at("/metadata/" + list) instanceof ArrayNode array) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (unwanted.test(array.get(i))) {
                    array.remove(i);
                }
            }
        }
        return tree;
    }
}
