package dev.acme.performance.registry.host;

import java.util.List;

/**
 * The environments at one moment.
 *
 * @param inFlight those that handle a request, or start for one
 * @param total all of them
 * @param usable numbers of the idle ones that may take a request now, the last used first
 * @param rampOpen whether another one may be started now
 */
record FleetView(int inFlight, int total, List<Long> usable, boolean rampOpen) {
    FleetView {
        usable = List.copyOf(usable);
    }
}
