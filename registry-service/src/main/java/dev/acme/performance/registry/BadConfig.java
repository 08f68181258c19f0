package dev.acme.performance.registry;

import java.util.List;

/** Configuration the process cannot start with; its message names every fault at once. */
public final class BadConfig extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadConfig(List<String> faults) {
        super("bad configuration: " + String.join("; ", faults));
    }
}
