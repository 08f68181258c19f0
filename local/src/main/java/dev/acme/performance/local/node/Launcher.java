package dev.acme.performance.local.node;

import java.util.List;
import java.util.stream.Stream;

/** How the program of an image is started. */
@FunctionalInterface
public interface Launcher {
    /** The whole command, with the arguments that the pod or else the image gives. */
    List<String> command(Surroundings surroundings, List<String> arguments);

    /** A program that needs nothing of its surroundings. */
    static Launcher of(String... command) {
        var fixed = List.of(command);
        return (_, arguments) ->
                Stream.concat(fixed.stream(), arguments.stream()).toList();
    }
}
