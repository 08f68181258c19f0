package dev.acme.performance.local.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a name in {@code image:} stands for on this machine.
 *
 * @param launcher the entry point; a pod's {@code command} replaces it
 * @param arguments as if by the image; a pod's {@code args} replace them
 * @param environment as if by the image; a pod's {@code env} comes on top
 * @param build what it was built from, such as {@code sha256:…}; absent where nothing tells
 */
public record Image(
        Launcher launcher, List<String> arguments, Map<String, String> environment, Optional<String> build) {
    public Image {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    public static Image of(Launcher launcher) {
        return new Image(launcher, List.of(), Map.of(), Optional.empty());
    }

    public static Image of(Launcher launcher, String build) {
        return new Image(launcher, List.of(), Map.of(), Optional.of(build));
    }
}
