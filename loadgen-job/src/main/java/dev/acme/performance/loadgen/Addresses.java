package dev.acme.performance.loadgen;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.loadgen.drive.Onward;
import dev.acme.performance.loadgen.http.Authority;
import dev.acme.performance.loadgen.http.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * All addresses of a host, from one lookup, so that requests reach every replica behind a headless service. Only those
 * of the first address's family: the others name the same replicas, or nobody listens there.
 */
final class Addresses {
    private static final String ONWARD = "redirectTo";
    private static final String HTTP = "http://";

    private Addresses() {}

    /** Throws {@link BadProfile} where the target's host has none. */
    static List<InetSocketAddress> of(Target target) {
        return of("--target", target);
    }

    /** Where answers may send clients: looked up once, before the start, for no client waits for a resolver. */
    static Onward onward(LoadProfile profile) {
        String to = profile.redirectTo();
        if (to == null || !isRepeatable(profile)) {
            return Onward.NOWHERE;
        }
        Target place = Target.parse(ONWARD, to.startsWith(HTTP) ? to : HTTP + to);
        return new Onward(Authority.of(place), of(ONWARD, place));
    }

    /** Only what has no body and asks for one may be asked for again elsewhere. */
    private static boolean isRepeatable(LoadProfile profile) {
        return profile.method().equals("GET") && profile.body() == null;
    }

    private static List<InetSocketAddress> of(String asked, Target target) {
        try {
            return of(InetAddress.getAllByName(target.host()), target.port());
        } catch (UnknownHostException e) {
            throw new BadProfile(List.of(asked + ": host " + target.host() + " cannot be resolved"));
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
