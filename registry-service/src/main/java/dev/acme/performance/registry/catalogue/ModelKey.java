package dev.acme.performance.registry.catalogue;

import java.util.Comparator;

/** One version of one model. */
public record ModelKey(ModelId id, Version version) implements Comparable<ModelKey> {
    private static final Comparator<ModelKey> ORDER =
            Comparator.comparing(ModelKey::id).thenComparing(ModelKey::version);

    /** Where its archive lies in an object store. */
    public String objectName() {
        return "performance/" + id + "/" + version + "/model.zip";
    }

    @Override
    public int compareTo(ModelKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return id + "/" + version;
    }
}
