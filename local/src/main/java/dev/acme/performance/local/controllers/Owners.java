package dev.acme.performance.local.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acme.performance.local.apiserver.Change;
import dev.acme.performance.local.apiserver.ObjectKey;
import dev.acme.performance.local.apiserver.ResourceId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Who owns what: by UID, never by name. */
final class Owners {
    private Owners() {}

    static OwnerReference controllerReference(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    static boolean isOwnedBy(HasMetadata object, HasMetadata owner) {
        String uid = owner.getMetadata().getUid();
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> reference.getUid().equals(uid));
    }

    /** The changed object itself where it is of that kind, else its owners of that kind. */
    static Stream<ObjectKey> keys(Change change, ResourceId resource, String kind) {
        if (change.key().resource().equals(resource)) {
            return Stream.of(change.key());
        }
        return references(change.latest())
                .filter(reference -> reference.path("kind").asText().equals(kind))
                .map(reference -> new ObjectKey(
                        resource,
                        change.key().namespace(),
                        reference.path("name").asText()));
    }

    static Stream<JsonNode> references(JsonNode object) {
        return StreamSupport.stream(object.at("/metadata/ownerReferences").spliterator(), false);
    }
}
