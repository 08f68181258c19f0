package dev.acme.performance.operator.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long things took, nearest rank. */
final class Times {
    private final List<Duration> all = new ArrayList<>();

    void measure(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        all.add(Duration.ofNanos(System.nanoTime() - begin));
    }

    Duration median() {
        return quantile(0.5);
    }

    Duration p99() {
        return quantile(0.99);
    }

    private Duration quantile(double share) {
        Collections.sort(all);
        return all.get((int) Math.ceil(share * all.size()) - 1);
    }

    @Override
    public String toString() {
        return "%d times, median %d ms, p99 %d ms, longest %d ms"
                .formatted(
                        all.size(),
                        median().toMillis(),
                        p99().toMillis(),
                        quantile(1).toMillis());
    }
}
