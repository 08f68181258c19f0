package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The kinds that are served now: the built-in ones and those that were defined since. */
final class ResourceTypes {
    private final Map<ResourceId, ResourceType> types = new ConcurrentSkipListMap<>();

    ResourceTypes(List<ResourceType> builtin) {
        builtin.forEach(this::add);
    }

    void add(ResourceType type) {
        types.put(type.id(), type);
    }

    void remove(ResourceId id) {
        types.remove(id);
    }

    Collection<ResourceType> all() {
        return List.copyOf(types.values());
    }

    Optional<ResourceType> find(ResourceId id) {
        return Optional.ofNullable(types.get(id));
    }

    /** The kind of a stored object. */
    ResourceId idOf(JsonNode object) {
        String apiVersion = object.path("apiVersion").asText();
        String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
        String kind = object.path("kind").asText();
        return types.values().stream()
                .filter(type -> type.id().group().equals(group) && type.kind().equals(kind))
                .map(ResourceType::id)
                .findFirst()
                .orElseThrow(ApiFailure::unknownResource);
    }

    ResourceType get(ResourceId id) {
        return find(id).orElseThrow(ApiFailure::unknownResource);
    }
}
