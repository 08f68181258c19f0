package dev.acme.performance.loadgen;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.loadgen.http.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * All addresses of a target, from one lookup, so that requests reach every replica behind a headless service. Only those
 * of the first address's family: the others name the same replicas, or nobody listens there.
 */
final class Addresses {
    private Addresses() {}

    /** Throws {@link BadProfile} where the host has none. */
    static List<InetSocketAddress> of(Target target) {
        try {
            return of(InetAddress.getAllByName(target.host()), target.port());
        } catch (UnknownHostException e) {
            throw new BadProfile(List.of("--target: host " + target.host() + " cannot be resolved"));
        }
    }

    static List<InetSocketAddress> of(InetAddress[] resolved, int port) {
        var addresses = new ArrayList<InetSocketAddress>(resolved.length);
        for (InetAddress address : resolved) {
            var candidate = new InetSocketAddress(address, port);
            if (address.getClass() == resolved[0].getClass() && !addresses.contains(candidate)) {
                addresses.add(candidate);
            }
        }
        return addresses;
    }
}
