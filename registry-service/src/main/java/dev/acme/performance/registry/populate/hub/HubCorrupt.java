package dev.acme.performance.registry.populate.hub;

import java.io.IOException;

/** What came is not what was announced; worth another attempt, and a name of its own when all fail. */
final class HubCorrupt extends IOException {
    private static final long serialVersionUID = 1;

    HubCorrupt(String message) {
        super(message);
    }
}
