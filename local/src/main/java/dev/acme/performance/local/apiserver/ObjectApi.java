package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Every verb on every kind, as trees: the one way to the store. */
final class ObjectApi {
    private static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    private final Store store = new Store();
    private final ResourceTypes types = new ResourceTypes(BuiltinTypes.all());
    private final Creation creation;
    private final Update update;
    private final Deletion deletion;
    private final CustomResources customResources;

    ObjectApi(InstantSource clock, RandomGenerator random) {
        creation = new Creation(store, clock, random);
        update = new Update(store);
        deletion = new Deletion(store, clock);
        customResources = new CustomResources(types, update, clock);
    }

    ResourceTypes types() {
        return types;
    }

    Store store() {
        return store;
    }

    /** A tree that must not be changed. */
    JsonNode get(Target target) {
        var found = store.get(target.key());
        if (found.isMissingNode()) {
            throw ApiFailure.notFound(target.key());
        }
        return VersionOf.shown(found, target);
    }

    Store.Snapshot list(Selection selection) {
        var all = store.list(selection.type().id(), selection.namespace());
        List<ObjectNode> selected =
                all.objects().stream().filter(selection::selects).toList();
        return new Store.Snapshot(selected, all.revision());
    }

    /** Creates an object from a tree that the caller gives away. */
    Written create(Target target, ObjectNode object, WriteOptions options) {
        if (!isDefinition(target)) {
            return creation.create(target, object, options);
        }
        var compiled = CustomResources.compile(object, target.type());
        object.withObject("/metadata").withArray("finalizers").add(CLEANUP);
        var written = creation.create(target, object, options);
        if (!options.isDryRun()) {
            customResources.establish(compiled, statusOf(target, written.object()));
        }
        return written;
    }

    Written replace(Target target, ObjectNode object, WriteOptions options) {
        return redefine(target, update.replace(target, object, options), options);
    }

    Written patch(Target target, Patch patch, WriteOptions options) {
        return redefine(target, update.patch(target, patch, options), options);
    }

    /** Changes an object in one step; {@code edit} must not change the tree it is given. */
    Written change(Target target, Function<JsonNode, ObjectNode> edit) {
        return redefine(target, update.change(target, WriteOptions.USUAL, edit), WriteOptions.USUAL);
    }

    Deletion.Outcome delete(Target target, DeleteOptions options) {
        var outcome = deletion.delete(target, options);
        if (isDefinition(target) && outcome instanceof Deletion.Outcome.Removed removed) {
            customResources.forget(removed.last());
        }
        return outcome;
    }

    private Written redefine(Target target, Written written, WriteOptions options) {
        if (isDefinition(target) && !target.isStatus() && !options.isDryRun()) {
            if (store.get(target.key()).isMissingNode()) {
                customResources.forget(written.object());
            } else {
                var compiled = CustomResources.compile(written.object(), target.type());
                customResources.establish(compiled, statusOf(target, written.object()));
            }
        }
        return written;
    }

    private static Target statusOf(Target target, JsonNode definition) {
        return new Target(
                target.type(),
                target.version(),
                "",
                definition.at("/metadata/name").asText(),
                "status");
    }

    private static boolean isDefinition(Target target) {
        return target.type().id().equals(CustomResources.DEFINITIONS);
    }
}
