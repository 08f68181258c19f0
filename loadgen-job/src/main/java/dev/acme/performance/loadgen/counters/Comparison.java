package dev.acme.performance.loadgen.counters;

import dev.acme.performance.exchange.MetricsPage;
import dev.acme.performance.exchange.TargetCounters;
import dev.acme.performance.exchange.TargetCounters.Increase;
import dev.acme.performance.exchange.TargetCounters.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How far counters went between two readings. Pure. */
final class Comparison {
    private static final int MOST_CHARACTERS = 400;
    private static final double SCALE = 1e4;

    private final MetricsPage page;
    private final Map<String, Increase> increases = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private Comparison(MetricsPage page) {
        this.page = page;
    }

    static TargetCounters of(MetricsPage page, Reading before, Reading after) {
        var comparison = new Comparison(page);
        var first = comparison.values("before the load", before);
        var second = comparison.values("after the load", after);
        if (comparison.problems.isEmpty()) {
            page.counters().keySet().forEach(name -> comparison.compare(name, first, second));
        }
        return comparison.told();
    }

    private Map<String, Double> values(String when, Reading reading) {
        return switch (reading) {
            case Reading.Read read -> read.values();
            case Reading.Unread unread -> {
                problems.add(when + " " + unread.why());
                yield Map.of();
            }
        };
    }

    /** A counter that is not there yet counts from 0, as many do before their first event. */
    private void compare(String name, Map<String, Double> first, Map<String, Double> second) {
        double before = first.getOrDefault(name, 0.0);
        if (!second.containsKey(name)) {
            problems.add(name + " is not on the page: " + page.counters().get(name));
        } else if (second.getOrDefault(name, 0.0) < before) {
            problems.add(name + " went down, as after a restart of the target");
        } else {
            double after = second.getOrDefault(name, 0.0);
            increases.put(name, new Increase(name, before, after, after - before));
        }
    }

    private TargetCounters told() {
        var rates = new ArrayList<Rate>();
        page.rates().forEach((name, parts) -> {
            if (increases.keySet().containsAll(parts)) {
                rates.add(rate(name, parts));
            }
        });
        String problem = String.join("; ", problems);
        return new TargetCounters(
                List.copyOf(increases.values()),
                rates,
                problem.isEmpty() ? null : problem.substring(0, Math.min(problem.length(), MOST_CHARACTERS)));
    }

    private Rate rate(String name, List<String> parts) {
        var amounts = parts.stream()
                .flatMap(part -> Optional.ofNullable(increases.get(part)).stream())
                .map(Increase::increase)
                .toList();
        double all = amounts.stream().mapToDouble(amount -> amount).sum();
        return new Rate(name, all == 0 ? null : Math.round(100 * amounts.getFirst() / all * SCALE) / SCALE);
    }
}
