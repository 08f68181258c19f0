package dev.acme.performance.local.apiserver;

import java.util.List;

/**
 * A kind of object that the server keeps, and how objects of that kind behave.
 *
 * @param versions as served, the stored one first
 * @param selectable the fields that field selectors may name
 */
record ResourceType(
        ResourceId id,
        String kind,
        boolean isNamespaced,
        boolean hasStatus,
        List<String> versions,
        List<String> shortNames,
        List<String> categories,
        List<String> selectable,
        Strategy strategy) {
    ResourceType {
        versions = List.copyOf(versions);
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
        selectable = List.copyOf(selectable);
    }

    String apiVersion(String version) {
        return id.group().isEmpty() ? version : id.group() + "/" + version;
    }

    ObjectKey key(String namespace, String name) {
        return new ObjectKey(id, isNamespaced ? namespace : "", name);
    }
}
