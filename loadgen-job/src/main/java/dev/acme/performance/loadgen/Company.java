package dev.acme.performance.loadgen;

import dev.acme.performance.exchange.BadProfile;
import dev.acme.performance.exchange.LoadProfile;
import dev.acme.performance.loadgen.drive.Meeting;
import dev.acme.performance.loadgen.drive.Part;
import dev.acme.performance.loadgen.meet.Rendezvous;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The other load generators that carry the same profile: how many all are, and where they meet. */
record Company(int pods, String host, int port) {
    private static final int MOST = 50;
    private static final int HIGHEST_PORT = 65_535;
    private static final String INDEX = "JOB_COMPLETION_INDEX";
    private static final String ADDRESS = "POD_IP";

    /** Empty where one is alone. Throws {@link BadProfile} naming the argument. */
    static Optional<Company> of(@Nullable String pods, @Nullable String place, int clients) {
        if (pods == null && place == null) {
            return Optional.empty();
        }
        if (pods == null || place == null) {
            throw bad("--pods and --meet: need each other");
        }
        int most = Math.min(MOST, clients);
        int colon = place.lastIndexOf(':');
        String port = place.substring(colon + 1);
        if (!isWithin(pods, 1, most)) {
            throw bad("--pods: " + pods + " is not within 1.." + most + " (at most one for each client)");
        }
        if (colon < 1 || !isWithin(port, 1, HIGHEST_PORT)) {
            throw bad("--meet: " + place + " is no HOST:PORT");
        }
        return Optional.of(new Company(Integer.parseInt(pods), place.substring(0, colon), Integer.parseInt(port)));
    }

    /** Which of them this is. Throws {@link BadProfile} where the environment does not tell. */
    Part part(Map<String, String> environment) {
        String index = environment.getOrDefault(INDEX, "");
        if (!isWithin(index, 0, pods - 1)) {
            throw bad(INDEX + ": '" + index + "' is not within 0.." + (pods - 1));
        }
        return new Part(Integer.parseInt(index), pods);
    }

    /** The first one listens on its own address, if it is told one; the others know the place by its name. */
    Meeting meeting(LoadProfile profile, Map<String, String> environment) {
        Part part = part(environment);
        var place = part.index() > 0
                ? InetSocketAddress.createUnresolved(host, port)
                : new InetSocketAddress(environment.getOrDefault(ADDRESS, "0.0.0.0"), port);
        Duration limit = Meeting.LIMIT.plusSeconds(profile.warmupSeconds()).plusSeconds(2L * profile.timeoutSeconds());
        return new Rendezvous(part, host, place, limit);
    }

    private static boolean isWithin(String number, int least, int most) {
        return number.matches("[0-9]{1,6}") && Integer.parseInt(number) >= least && Integer.parseInt(number) <= most;
    }

    private static BadProfile bad(String problem) {
        return new BadProfile(List.of(problem));
    }
}
