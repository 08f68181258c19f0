package dev.acme.performance.local.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;

/** Which groups, versions and kinds there are, for clients that ask before they act. */
final class Discovery {
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final List<String> PART_VERBS = List.of("get", "patch", "update");

    private final Collection<ResourceType> types;

    Discovery(Collection<ResourceType> types) {
        this.types = types;
    }

    ObjectNode answer(Route.Discovery route) {
        var parts = route.parts();
        if (route.isCore()) {
            return parts.isEmpty() ? coreVersions() : resources("", parts.getFirst());
        }
        return switch (parts.size()) {
            case 0 -> groupList();
            case 1 -> group(parts.getFirst());
            default -> resources(parts.get(0), parts.get(1));
        };
    }

    private static ObjectNode coreVersions() {
        var answer = Json.object().put("kind", "APIVersions");
        answer.putArray("versions").add("v1");
        answer.putArray("serverAddressByClientCIDRs");
        return answer;
    }

    private ObjectNode groupList() {
        var answer = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        var groups = answer.putArray("groups");
        versionsByGroup().keySet().stream().filter(name -> !name.isEmpty()).forEach(name -> groups.add(group(name)));
        return answer;
    }

    private ObjectNode group(String name) {
        var versions = versionsByGroup().get(name);
        if (versions == null) {
            throw ApiFailure.unknownResource();
        }
        var answer =
                Json.object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
        var list = answer.putArray("versions");
        versions.forEach(version -> list.add(groupVersion(name, version)));
        answer.set("preferredVersion", groupVersion(name, versions.getFirst()));
        return answer;
    }

    private static ObjectNode groupVersion(String group, String version) {
        return Json.object().put("groupVersion", group + "/" + version).put("version", version);
    }

    private Map<String, SequencedSet<String>> versionsByGroup() {
        var groups = new TreeMap<String, SequencedSet<String>>();
        types.forEach(type -> groups.computeIfAbsent(type.id().group(), group -> new LinkedHashSet<>())
                .addAll(type.versions()));
        return groups;
    }

    private ObjectNode resources(String group, String version) {
        var answer = Json.object()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        var list = answer.putArray("resources");
        types.stream()
                .filter(type ->
                        type.id().group().equals(group) && type.versions().contains(version))
                .forEach(type -> {
                    var resource = resource(type, "", VERBS);
                    type.shortNames().forEach(resource.putArray("shortNames")::add);
                    type.categories().forEach(resource.putArray("categories")::add);
                    list.add(resource);
                    if (type.hasStatus()) {
                        list.add(resource(type, "/status", PART_VERBS));
                    }
                });
        if (list.isEmpty()) {
            throw ApiFailure.unknownResource();
        }
        return answer;
    }

    private static ObjectNode resource(ResourceType type, String part, List<String> verbs) {
        var resource = Json.object()
                .put("name", type.id().plural() + part)
                .put("singularName", "")
                .put("namespaced", type.isNamespaced())
                .put("kind", type.kind());
        verbs.forEach(resource.putArray("verbs")::add);
        return resource;
    }
}
