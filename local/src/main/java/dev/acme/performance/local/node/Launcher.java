package dev.acme.performance.local.node;

import java.util.List;

/** How the program of an image is started; arguments of the pod follow. */
@FunctionalInterface
public interface Launcher {
    List<String> command(Surroundings surroundings);

    /** A program that needs nothing of its surroundings. */
    static Launcher of(String... command) {
        var fixed = List.of(command);
        return surroundings -> fixed;
    }
}
