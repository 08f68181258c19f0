package dev.acme.performance.operator.counters;

import dev.acme.performance.operator.diagnosis.Scrape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * As many of one target's scrapes as memory is given to: beyond that every second one is forgotten, and only every second one
 * kept. Those about the measured window's start, which comes a warm-up after the first request, are apart from that thinning:
 * from the last before it on, the window is counted.
 */
final class KeptScrapes {
    private static final int MOST = 120;
    /** Connecting, and a scrape's own second, lie between the first request that is seen and the warm-up's start. */
    private static final Duration EARLIER = Duration.ofSeconds(5);

    private static final Duration LATER = Duration.ofSeconds(2);
    private static final int MOST_ABOUT_THE_START = 16;

    private final Duration warmup;
    private final List<Scrape> thinned = new ArrayList<>();
    private final List<Scrape> aboutTheStart = new ArrayList<>();
    private Optional<Instant> loaded = Optional.empty();
    private double requestsBefore = -1;
    private long every = 1;
    private long seen;

    KeptScrapes(Duration warmup) {
        this.warmup = warmup;
    }

    /** One more, the latest of all. */
    void add(Scrape scrape) {
        seen++;
        noticeLoad(scrape);
        if (loaded.filter(first -> isAboutTheStart(first, scrape)).isPresent()
                && aboutTheStart.size() < MOST_ABOUT_THE_START) {
            aboutTheStart.add(scrape);
        }
        if (seen % every == 0) {
            keep(scrape);
        }
    }

    /** In the order of time. */
    List<Scrape> list() {
        var all = new TreeSet<>(Comparator.comparing(Scrape::instant));
        all.addAll(thinned);
        all.addAll(aboutTheStart);
        return List.copyOf(all);
    }

    /** The first scrape in which requests had become more is of the warm-up's beginning. */
    private void noticeLoad(Scrape scrape) {
        double requests = scrape.requests();
        if (loaded.isEmpty() && requestsBefore >= 0 && requests > requestsBefore) {
            loaded = Optional.of(scrape.instant());
        }
        requestsBefore = requests;
    }

    private boolean isAboutTheStart(Instant first, Scrape scrape) {
        var start = first.plus(warmup);
        return !scrape.instant().isBefore(start.minus(EARLIER))
                && !scrape.instant().isAfter(start.plus(LATER));
    }

    private void keep(Scrape scrape) {
        if (thinned.size() == MOST) {
            var half = new ArrayList<Scrape>();
            for (int i = 0; i < MOST; i += 2) {
                half.add(thinned.get(i));
            }
            thinned.clear();
            thinned.addAll(half);
            every *= 2;
        }
        thinned.add(scrape);
    }
}
