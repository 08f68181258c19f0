package dev.acme.performance.loadgen.drive;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.loadgen.http.Location;
import dev.acme.performance.loadgen.http.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses redirects lead to. One lookup for as long as they name the same host and port, which is what a
 * service with one storage does; its addresses are taken in turn.
 */
final class HopAddresses {
    private static final InetSocketAddress[] NONE = {};

    private final boolean follows;
    private byte[] authority = {};
    private InetSocketAddress[] addresses = NONE;
    private int turn;

    /** {@code follows}: whether requests are such that the answer may be asked for elsewhere. */
    HopAddresses(boolean follows) {
        this.follows = follows;
    }

    /** Null where it cannot be followed; no exception, no Optional: called on the measured path. */
    @Nullable
    InetSocketAddress of(Location location) {
        if (!follows || !location.isFollowable()) {
            return null;
        }
        if (addresses.length == 0 || !location.hasAuthority(authority)) {
            authority = location.authority();
            addresses = resolved(new String(authority, StandardCharsets.US_ASCII));
            turn = 0;
        }
        return addresses.length == 0 ? null : addresses[turn++ % addresses.length];
    }

    private static InetSocketAddress[] resolved(String authority) {
        try {
            Target target = Target.parse("http://" + authority);
            InetAddress[] found = InetAddress.getAllByName(target.host());
            var first = found[0].getClass();
            int n = 0;
            var some = new InetSocketAddress[found.length];
            for (InetAddress address : found) {
                if (address.getClass() == first) {
                    some[n++] = new InetSocketAddress(address, target.port());
                }
            }
            return java.util.Arrays.copyOf(some, n);
        } catch (BadProfile | UnknownHostException e) {
            return NONE;
        }
    }
}
