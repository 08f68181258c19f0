package dev.acme.performance.local.node;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The images this machine has; there is no registry behind it. */
public record Images(Map<String, Image> byName) {
    public Images {
        byName = Map.copyOf(byName);
    }

    Optional<Image> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What a pod's status calls it: with what it was built from, as a kubelet names the digest. */
    String id(String name) {
        return "local://" + name
                + find(name).flatMap(Image::build).map(build -> "@" + build).orElse("");
    }

    String missing(String name) {
        return "there is no image \"" + name + "\" on this machine; there are " + new TreeSet<>(byName.keySet());
    }
}
