package dev.acme.performance.local.apiserver;

import java.util.Comparator;

/**
 * Where an object is kept.
 *
 * @param namespace empty for an object of the whole cluster
 */
public record ObjectKey(ResourceId resource, String namespace, String name) implements Comparable<ObjectKey> {
    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::resource)
            .thenComparing(ObjectKey::namespace)
            .thenComparing(ObjectKey::name);

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }
}
