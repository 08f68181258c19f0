package dev.acme.performance.local.apiserver;

/**
 * What a request is about.
 *
 * @param namespace empty for objects of the cluster, or for all namespaces
 * @param name empty for a collection
 * @param subresource empty for the object itself
 */
record Target(ResourceType type, String version, String namespace, String name, String subresource) {
    ObjectKey key() {
        return type.key(namespace, name);
    }

    boolean isStatus() {
        return subresource.equals("status");
    }

    Target named(String other) {
        return new Target(type, version, namespace, other, subresource);
    }
}
