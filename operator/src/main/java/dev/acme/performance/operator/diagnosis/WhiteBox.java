package dev.acme.performance.operator.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the target told of itself during the measured window, or why it did not. */
public sealed interface WhiteBox {
    /** It did; {@code remark} says what is to be known about it, if anything. */
    record Seen(Counted counted, Optional<String> remark) implements WhiteBox {}

    /** It did not. */
    record Unseen(String why) implements WhiteBox {}

    /**
     * From scrapes in the order of their instants, the first of them from before the load and the last from after its end.
     * Where load before the window began ({@code windowStart}), the last scrape that precedes the window stands for the first.
     *
     * @param nodes the node of each replica; those that are missing are taken to share one
     */
    public static WhiteBox of(List<Scrape> scrapes, Instant windowStart, Instant windowEnd, Map<String, String> nodes) {
        if (scrapes.size() < 2) {
            return new Unseen("the target was not scraped both before and after the load");
        }
        int first = lastBefore(windowStart, scrapes);
        var before = scrapes.get(first);
        var last = scrapes.getLast();
        if (before.byReplica().isEmpty() || last.byReplica().isEmpty()) {
            return new Unseen("no replica answered both before and after the load");
        }
        var during = scrapes.subList(first + 1, scrapes.size() - 1).stream()
                .filter(scrape -> !scrape.instant().isAfter(windowEnd))
                .toList();
        double lead = Math.max(0, seconds(before.instant(), windowStart));
        return between(before, last, during, together(last, nodes), lead);
    }

    private static WhiteBox between(Scrape before, Scrape last, List<Scrape> during, int together, double lead) {
        var increases = new TreeMap<String, Double>();
        var shown = new TreeMap<String, Double>();
        for (var replica : last.byReplica().entrySet()) {
            // one that an autoscaler added meanwhile began at nothing
            var earlier = before.byReplica().getOrDefault(replica.getKey(), new TreeMap<>());
            if (wentDown(earlier, replica.getValue())) {
                return new Unseen("a replica's counters went down, as after a restart");
            }
            boolean wasThere = before.byReplica().containsKey(replica.getKey());
            replica.getValue().forEach((key, value) -> {
                // a node counts from its boot on: of one that was not asked before, nothing is known of the window
                if (wasThere || !key.startsWith(Sample.NODE_CPU.metric())) {
                    increases.merge(key, value - earlier.getOrDefault(key, 0.0), Double::sum);
                }
                shown.merge(key, value, Double::sum);
            });
        }
        var counted = new Counted(
                increases, shown, during, last.byReplica().size(), replicaSeconds(before, last), together, lead);
        return new Seen(counted, missing(before, last));
    }

    private static double replicaSeconds(Scrape before, Scrape last) {
        return seconds(before.instant(), last.instant())
                * last.byReplica().keySet().stream()
                        .filter(replica -> before.byReplica().containsKey(replica))
                        .count();
    }

    private static int together(Scrape last, Map<String, String> nodes) {
        return last.byReplica().keySet().stream()
                .collect(Collectors.groupingBy(replica -> nodes.getOrDefault(replica, ""), Collectors.counting()))
                .values()
                .stream()
                .mapToInt(Long::intValue)
                .max()
                .orElse(1);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }

    private static int lastBefore(Instant windowStart, List<Scrape> scrapes) {
        int found = 0;
        for (int i = 0; i < scrapes.size() - 1; i++) {
            if (!scrapes.get(i).instant().isAfter(windowStart)) {
                found = i;
            }
        }
        return found;
    }

    private static Optional<String> missing(Scrape before, Scrape last) {
        long gone = before.byReplica().keySet().stream()
                .filter(replica -> !last.byReplica().containsKey(replica))
                .count();
        return gone == 0
                ? Optional.empty()
                : Optional.of(gone + " of " + before.byReplica().size() + " replicas did not answer after the load");
    }

    private static boolean wentDown(SortedMap<String, Double> earlier, SortedMap<String, Double> later) {
        String requests = Sample.REQUESTS.metric();
        String cpu = Sample.PROCESS_CPU.metric();
        return later.getOrDefault(requests, 0.0) < earlier.getOrDefault(requests, 0.0)
                || later.getOrDefault(cpu, 0.0) < earlier.getOrDefault(cpu, 0.0);
    }
}
