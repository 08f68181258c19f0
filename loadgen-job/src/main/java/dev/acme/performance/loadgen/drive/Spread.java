package dev.acme.performance.loadgen.drive;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Which replicas there are, and whose turn it is: clients take them one after the other. A replica keeps its number, also
 * after it has gone. Any thread may read; one tells what a newer lookup has found. Beyond {@link #MOST} further addresses
 * get no number and no turn, so that every number stands for one address; where a lookup brings only such ones, clients
 * stay with those that they had.
 */
final class Spread {
    /** A result has room for as many. */
    static final int MOST = 100;

    private volatile Known known;

    Spread(List<InetSocketAddress> addresses) {
        known = new Known(List.of(), List.of()).after(addresses);
    }

    /** All replicas that were ever seen, in the order of their numbers, and the numbers of those that are there now. */
    private record Known(List<InetSocketAddress> all, List<Integer> current) {
        private Known {
            all = List.copyOf(all);
            current = List.copyOf(current);
        }

        Known after(List<InetSocketAddress> addresses) {
            var seen = new ArrayList<>(all);
            addresses.stream()
                    .filter(address -> !seen.contains(address))
                    .limit(MOST - seen.size())
                    .forEach(seen::add);
            var numbers = addresses.stream()
                    .map(seen::indexOf)
                    .filter(number -> number >= 0)
                    .toList();
            return new Known(seen, numbers.isEmpty() ? current : numbers);
        }
    }

    /** What a newer lookup has found; one that found nothing says nothing. */
    void found(List<InetSocketAddress> addresses) {
        if (!addresses.isEmpty()) {
            known = known.after(addresses);
        }
    }

    /** The number of the replica at that turn. */
    int at(int turn) {
        var current = known.current();
        return current.get(Math.floorMod(turn, current.size()));
    }

    InetSocketAddress address(int number) {
        return known.all().get(number);
    }

    /** All that were ever seen, in the order of their numbers. */
    List<InetSocketAddress> seen() {
        return known.all();
    }
}
