package dev.acme.performance.local.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to be done about one object and those it belongs to. */
sealed interface GarbageStep {
    String ORPHAN = "orphan";
    String FOREGROUND = "foregroundDeletion";

    /** Nothing. */
    record Keep() implements GarbageStep {}

    /** Nobody owns it any more. */
    record Delete() implements GarbageStep {}

    /** Some of its owners are gone. */
    record ForgetOwners(Set<String> uids) implements GarbageStep {}

    /** It goes, and leaves its dependents without it. */
    record Orphan(List<JsonNode> dependents) implements GarbageStep {}

    /** It goes after these. */
    record DeleteFirst(List<JsonNode> dependents) implements GarbageStep {}

    /** Its dependents are dealt with. */
    record Release(String finalizer) implements GarbageStep {}

    /** Decides from all objects there are. */
    static GarbageStep of(JsonNode object, Collection<JsonNode> everything) {
        var finalizers = new HashSet<String>();
        object.at("/metadata/finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        boolean isGoing = object.path("metadata").has("deletionTimestamp");
        if (isGoing && finalizers.contains(ORPHAN)) {
            var dependents = dependents(object, everything);
            return dependents.isEmpty() ? new Release(ORPHAN) : new Orphan(dependents);
        }
        if (isGoing && finalizers.contains(FOREGROUND)) {
            var dependents = dependents(object, everything);
            return dependents.isEmpty() ? new Release(FOREGROUND) : new DeleteFirst(dependents);
        }
        return isGoing ? new Keep() : ofOwners(object, everything);
    }

    private static GarbageStep ofOwners(JsonNode object, Collection<JsonNode> everything) {
        var owners = Owners.references(object)
                .map(reference -> reference.path("uid").asText())
                .collect(Collectors.toSet());
        String namespace = object.at("/metadata/namespace").asText("");
        var present = everything.stream()
                .filter(owner -> isVisible(owner.at("/metadata/namespace").asText(""), namespace))
                .map(owner -> owner.at("/metadata/uid").asText())
                .filter(owners::contains)
                .collect(Collectors.toSet());
        if (present.size() == owners.size()) {
            return new Keep();
        }
        if (present.isEmpty()) {
            return new Delete();
        }
        owners.removeAll(present);
        return new ForgetOwners(owners);
    }

    /** An owner lives in the same namespace, or in none. */
    private static boolean isVisible(String ownerNamespace, String namespace) {
        return ownerNamespace.isEmpty() || ownerNamespace.equals(namespace);
    }

    private static List<JsonNode> dependents(JsonNode owner, Collection<JsonNode> everything) {
        var uid = owner.at("/metadata/uid");
        return everything.stream()
                .filter(object -> Owners.references(object)
                        .anyMatch(reference -> reference.path("uid").equals(uid)))
                .toList();
    }
}
