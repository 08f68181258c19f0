package dev.acme.performance.local.node;

import java.util.List;
import java.util.Map;

/**
 * What a name in {@code image:} stands for on this machine.
 *
 * @param launcher the entry point; a pod's {@code command} replaces it
 * @param arguments as if by the image; a pod's {@code args} replace them
 * @param environment as if by the image; a pod's {@code env} comes on top
 */
public record Image(Launcher launcher, List<String> arguments, Map<String, String> environment) {
    public Image {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    public static Image of(Launcher launcher) {
        return new Image(launcher, List.of(), Map.of());
    }
}
