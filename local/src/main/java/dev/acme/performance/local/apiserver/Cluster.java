package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The API for those who live in its process: models instead of trees, no HTTP, the same rules.
 *
 * <p>Reads are never stale and edits never conflict, because both happen under the store's lock.
 */
public final class Cluster {
    private final ObjectApi api;

    Cluster(ObjectApi api) {
        this.api = api;
    }

    /** Empty where there is no such object. */
    public <T extends HasMetadata> Optional<T> find(Class<T> model, String namespace, String name) {
        var found = api.store().get(target(model, namespace, name, "").key());
        return found.isMissingNode() ? Optional.empty() : Optional.of(Json.model(found, model));
    }

    /** The objects of a namespace, or of all where it is empty. */
    public <T extends HasMetadata> List<T> list(Class<T> model, String namespace) {
        return list(model, namespace, LabelSelector.EVERYTHING);
    }

    public <T extends HasMetadata> List<T> list(Class<T> model, String namespace, LabelSelector labels) {
        var type = api.types().get(ResourceId.of(model));
        return api.list(new Selection(type, namespace, labels, FieldSelector.EVERYTHING)).objects().stream()
                .map(object -> Json.model(object, model))
                .toList();
    }

    /** Every object of a kind that may have no model, as trees that must not be changed. */
    public List<JsonNode> trees(ResourceId resource, String namespace) {
        return List.copyOf(api.store().list(resource, namespace).objects());
    }

    /** Every object there is, as trees that must not be changed. */
    public List<JsonNode> everything() {
        return List.copyOf(api.store().all().objects());
    }

    /** The kinds whose objects live in namespaces. */
    public List<ResourceId> namespacedResources() {
        return api.types().all().stream()
                .filter(ResourceType::isNamespaced)
                .map(ResourceType::id)
                .toList();
    }

    @SuppressWarnings("unchecked")
    public <T extends HasMetadata> T create(T object) {
        String namespace =
                Optional.ofNullable(object.getMetadata().getNamespace()).orElse("");
        var target = target(object.getClass(), namespace, "", "");
        var written = api.create(target, Json.tree(object), WriteOptions.USUAL);
        return (T) Json.model(written.object(), object.getClass());
    }

    void createNamespace(String name) {
        create(new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build());
    }

    /** Changes an object but for its status, in one step; empty where it is gone. */
    public <T extends HasMetadata> Optional<T> edit(T object, UnaryOperator<T> change) {
        return change(object, "", change);
    }

    /** Changes an object's status, in one step; empty where it is gone. */
    public <T extends HasMetadata> Optional<T> editStatus(T object, UnaryOperator<T> change) {
        return change(object, "status", change);
    }

    @SuppressWarnings("unchecked")
    private <T extends HasMetadata> Optional<T> change(T object, String part, UnaryOperator<T> change) {
        var model = (Class<T>) object.getClass();
        var metadata = object.getMetadata();
        var target = target(model, Optional.ofNullable(metadata.getNamespace()).orElse(""), metadata.getName(), part);
        return present(() -> {
            var written = api.change(target, present -> {
                requireUid(present, metadata.getUid(), target);
                return Json.tree(change.apply(Json.model(present, model)));
            });
            return Json.model(written.object(), model);
        });
    }

    private static void requireUid(JsonNode present, String uid, Target target) {
        if (!present.at("/metadata/uid").asText().equals(uid)) {
            throw ApiFailure.notFound(target.key());
        }
    }

    /** Changes a tree of any kind, in one step; does nothing where it is gone. */
    public void editTree(ObjectKey key, UnaryOperator<ObjectNode> change) {
        present(() -> api.change(target(key), tree -> change.apply(tree.deepCopy())));
    }

    /** Deletes an object as usual for its kind; does nothing where it is gone. */
    public void delete(HasMetadata object) {
        var metadata = object.getMetadata();
        var key = new ObjectKey(
                ResourceId.of(object.getClass()),
                Optional.ofNullable(metadata.getNamespace()).orElse(""),
                metadata.getName());
        delete(key, metadata.getUid(), Propagation.BACKGROUND);
    }

    /** Deletes an object of any kind if it is still the one with that UID. */
    public void delete(ObjectKey key, String uid, Propagation propagation) {
        var target = target(key);
        var options = DeleteOptions.of(target.type()).withUid(uid).withPropagation(propagation);
        present(() -> api.delete(target, options));
    }

    /** Removes a pod that has ended, without further grace. */
    public void remove(HasMetadata pod) {
        var metadata = pod.getMetadata();
        var target = target(pod.getClass(), metadata.getNamespace(), metadata.getName(), "");
        var options = DeleteOptions.of(target.type()).withUid(metadata.getUid()).withGrace(0);
        present(() -> api.delete(target, options));
    }

    private static <R> Optional<R> present(Supplier<R> work) {
        try {
            return Optional.of(work.get());
        } catch (ApiFailure failure) {
            return switch (failure.reason()) {
                case NOT_FOUND, CONFLICT -> Optional.empty();
                default -> throw failure;
            };
        }
    }

    /** The revision to follow changes from. */
    public long revision() {
        return api.store().revision();
    }

    /**
     * The next changes after a revision, waiting for the first.
     *
     * @return empty where nothing changed in time
     * @throws FellBehind where some of them are forgotten and the caller must read everything again
     */
    public List<Change> changesAfter(long revision, Duration wait) throws InterruptedException {
        try {
            return api.store().changesAfter(revision, wait);
        } catch (Store.Forgotten e) {
            throw new FellBehind();
        }
    }

    /** The caller was too slow to see every change. */
    public static final class FellBehind extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Where an object of any kind is kept. */
    public ObjectKey keyOf(JsonNode object) {
        var metadata = object.path("metadata");
        return new ObjectKey(
                api.types().idOf(object),
                metadata.path("namespace").asText(""),
                metadata.path("name").asText());
    }

    private Target target(Class<? extends HasMetadata> model, String namespace, String name, String part) {
        var type = api.types().get(ResourceId.of(model));
        return new Target(type, type.versions().getFirst(), namespace, name, part);
    }

    private Target target(ObjectKey key) {
        var type = api.types().get(key.resource());
        return new Target(type, type.versions().getFirst(), key.namespace(), key.name(), "");
    }
}
