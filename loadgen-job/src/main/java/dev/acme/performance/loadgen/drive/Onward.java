package dev.acme.performance.loadgen.drive;

import dev.acme.performance.loadgen.http.Authority;
import java.net.InetSocketAddress;
import java.util.List;

/** The one place that answers may send clients to, and its addresses, which are taken in turn. */
public record Onward(Authority place, List<InetSocketAddress> addresses) {
    /** Redirects are answers like any other. */
    public static final Onward NOWHERE = new Onward(Authority.NONE, List.of());

    public Onward {
        addresses = List.copyOf(addresses);
    }
}
