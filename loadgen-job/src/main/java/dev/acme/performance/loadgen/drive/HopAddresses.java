package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.http.Authority;
import dev.acme.performance.loadgen.http.Location;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Whose turn it is among the addresses of the one place that redirects may lead to. Of one thread; looks nothing up. */
final class HopAddresses {
    private final Authority place;
    private final InetSocketAddress[] addresses;
    private int turn;

    HopAddresses(Onward onward) {
        place = onward.place();
        addresses = onward.addresses().toArray(InetSocketAddress[]::new);
    }

    /** Null where it leads anywhere else; no exception, no Optional: called on the measured path. */
    @Nullable
    InetSocketAddress of(Location location) {
        return location.leadsTo(place) ? addresses[Math.floorMod(turn++, addresses.length)] : null;
    }
}
