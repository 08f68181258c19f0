package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acme.performance.local.admission.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How an object changes: by a new version of it or by a patch, its status apart from the rest. */
final class Update {
    private final Store store;

    Update(Store store) {
        this.store = store;
    }

    /** Puts a new version in the place of the old one. */
    Written replace(Target target, ObjectNode object, WriteOptions options) {
        RequestBody.checkKind(object, target);
        return change(target, options, former -> {
            boolean isBlind = object.at("/metadata/resourceVersion").asText("").isEmpty();
            if (isBlind && !target.type().strategy().allowsBlindUpdates()) {
                var missing = Refusal.invalid("metadata.resourceVersion", "0", "must be specified for an update");
                throw ApiFailure.invalid(target.type(), target.name(), List.of(missing));
            }
            return object;
        });
    }

    /** Applies a patch to whatever is there now. */
    Written patch(Target target, Patch patch, WriteOptions options) {
        return change(target, options, patch::applyTo);
    }

    /**
     * Changes an object in one step.
     *
     * @param edit makes a tree of its own from the present one, which it must not change
     */
    Written change(Target target, WriteOptions options, Function<JsonNode, ObjectNode> edit) {
        return store.write(transaction -> {
            var former = transaction.get(target.key());
            if (former.isMissingNode()) {
                throw ApiFailure.notFound(target.key());
            }
            ObjectNode edited = edit.apply(VersionOf.shown(former, target));
            RequestBody.checkKind(edited, target);
            var unknown = UnknownFields.removeFrom(edited, target);
            var warnings = unknown.answer(target, options);
            checkIdentity(edited, former, target);
            var merged = partsThatMayChange(edited, former, target);
            target.type().strategy().fillDefaults(merged, target.version());
            countGeneration(merged, former, target.type());
            refuse(merged, former, target);
            return new Written(options.isDryRun() ? merged : save(transaction, merged, former, target), warnings);
        });
    }

    private static ObjectNode save(Store.Transaction transaction, ObjectNode object, JsonNode former, Target target) {
        boolean isReadyToGo = former.at("/metadata/deletionGracePeriodSeconds").asInt(-1) == 0
                && !Deletion.isHeld(object, target.type());
        if (isReadyToGo) {
            transaction.remove(target.key());
            return object;
        }
        object.withObject("/metadata").set("resourceVersion", former.at("/metadata/resourceVersion"));
        if (object.equals(former)) {
            return object;
        }
        return transaction.put(target.key(), object);
    }

    private static void checkIdentity(ObjectNode object, JsonNode former, Target target) {
        var metadata = object.path("metadata");
        requireSame("name", metadata.path("name").asText(target.name()), target.name());
        if (target.type().isNamespaced()) {
            requireSame("namespace", metadata.path("namespace").asText(target.namespace()), target.namespace());
        }
        String uid = former.at("/metadata/uid").asText();
        String version = former.at("/metadata/resourceVersion").asText();
        if (!metadata.path("uid").asText(uid).equals(uid)) {
            throw ApiFailure.conflict(
                    target.key(),
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(metadata.path("uid").asText(), uid));
        }
        String given = metadata.path("resourceVersion").asText("");
        if (!given.isEmpty() && !given.equals("0") && !given.equals(version)) {
            throw ApiFailure.conflict(
                    target.key(),
                    "the object has been modified; please apply your changes to the latest version and try again");
        }
    }

    private static void requireSame(String what, String given, String onUrl) {
        if (!given.equals(onUrl)) {
            throw ApiFailure.badRequest("the %s of the object (%s) does not match the %s on the URL (%s)"
                    .formatted(what, given, what, onUrl));
        }
    }

    private static ObjectNode partsThatMayChange(ObjectNode edited, JsonNode former, Target target) {
        if (target.isStatus()) {
            ObjectNode merged = former.deepCopy();
            copy("status", edited, merged);
            return VersionOf.withApiVersion(merged, target);
        }
        if (target.type().hasStatus()) {
            copy("status", former, edited);
        }
        var metadata = edited.withObject("/metadata");
        ObjectMetadata.keepServerFields(metadata, former.path("metadata"));
        metadata.put("name", target.name());
        if (target.type().isNamespaced()) {
            metadata.put("namespace", target.namespace());
        }
        return edited;
    }

    private static void copy(String field, JsonNode from, ObjectNode to) {
        if (from.path(field).isMissingNode() || from.path(field).isNull()) {
            to.remove(field);
        } else {
            to.set(field, from.path(field).deepCopy());
        }
    }

    private static void countGeneration(ObjectNode object, JsonNode former, ResourceType type) {
        if (type.strategy().countsGenerations() && !desired(object, type).equals(desired(former, type))) {
            long generation = former.at("/metadata/generation").asLong();
            object.withObject("/metadata").put("generation", generation + 1);
        }
    }

    private static ObjectNode desired(JsonNode object, ResourceType type) {
        ObjectNode desired = Json.object();
        object.properties().stream()
                .filter(field -> !field.getKey().equals("metadata"))
                .filter(field -> !type.hasStatus() || !field.getKey().equals("status"))
                .forEach(field -> desired.set(field.getKey(), field.getValue()));
        return desired;
    }

    private static void refuse(ObjectNode object, JsonNode former, Target target) {
        var refusals = new ArrayList<Refusal>();
        refusals.addAll(MetadataRules.violations(target.type().kind(), object, former));
        refusals.addAll(target.type().strategy().violations(object, former, target.version()));
        if (!refusals.isEmpty()) {
            throw ApiFailure.invalid(target.type(), target.name(), refusals);
        }
    }
}
