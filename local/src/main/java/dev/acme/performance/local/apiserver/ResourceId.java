package dev.acme.performance.local.apiserver;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Which kind of object, as it stands in a path.
 *
 * @param group empty for the core group
 */
public record ResourceId(String group, String plural) implements Comparable<ResourceId> {
    /** The resource that a model class stands for. */
    public static ResourceId of(Class<? extends HasMetadata> model) {
        return new ResourceId(HasMetadata.getGroup(model), HasMetadata.getPlural(model));
    }

    /** As it stands in messages, such as {@code deployments.apps}. */
    String qualified() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    @Override
    public int compareTo(ResourceId other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : plural.compareTo(other.plural);
    }
}
