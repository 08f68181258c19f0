package dev.acme.performance.operator.counters;

import dev.acme.performance.operator.diagnosis.Scrape;
import dev.acme.performance.operator.target.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes the targets of loads that are at work, once a second, and keeps what they told. What is lost when the operator ends
 * is only what lay in between: the first scrape is on record, and the last is taken after the load.
 */
public final class ScrapeWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeWatch.class);
    private static final long PERIOD_MILLIS = 1000;
    private static final int ROUNDS_WITH_THE_SAME_PAGES = 10;
    private static final int MOST_FOLLOWED = 64;
    /** As many scrapes of one attempt; beyond it every second one is forgotten, and only every second one is kept. */
    private static final int MOST_KEPT = 120;

    private final Scraper scraper;
    private final Map<Attempt, Following> byAttempt = new ConcurrentHashMap<>();

    public ScrapeWatch(Scraper scraper) {
        this.scraper = scraper;
    }

    /** Starts where that is not done yet; {@code pages} is asked now and then, for replicas may come and go. */
    public void follow(Attempt attempt, Supplier<List<ReplicaPage>> pages) {
        var following = new Following(scraper, pages);
        if (byAttempt.size() < MOST_FOLLOWED && byAttempt.putIfAbsent(attempt, following) == null) {
            Thread.ofVirtual().name("scrapes-of-" + attempt.run()).start(following::run);
        }
    }

    /** What the attempt's target told so far, in the order of time. */
    public List<Scrape> scrapes(Attempt attempt) {
        var following = byAttempt.get(attempt);
        return following == null ? List.of() : following.kept();
    }

    /** The attempt's load is over. */
    public void forget(Attempt attempt) {
        var following = byAttempt.remove(attempt);
        if (following != null) {
            following.ended.countDown();
        }
    }

    /** One target, until somebody ends it. */
    private static final class Following {
        private final Scraper scraper;
        private final Supplier<List<ReplicaPage>> pages;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final List<Scrape> kept = new ArrayList<>();
        private long every = 1;

        Following(Scraper scraper, Supplier<List<ReplicaPage>> pages) {
            this.scraper = scraper;
            this.pages = pages;
        }

        void run() {
            try {
                var known = pages.get();
                for (long round = 1; !ended.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS); round++) {
                    known = round % ROUNDS_WITH_THE_SAME_PAGES == 0 ? pages.get() : known;
                    var scrape = scraper.scrape(known);
                    if (round % every() == 0 && !scrape.byReplica().isEmpty()) {
                        keep(scrape);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IllegalStateException e) {
                // the client of a process that ends is closed while its loads go on
                LOG.debug("the target is not scraped any more", e);
            } catch (RuntimeException e) {
                LOG.warn("the target is not scraped any more", e);
            }
        }

        synchronized List<Scrape> kept() {
            return List.copyOf(kept);
        }

        private synchronized long every() {
            return every;
        }

        private synchronized void keep(Scrape scrape) {
            if (kept.size() == MOST_KEPT) {
                var half = new ArrayList<Scrape>();
                for (int i = 0; i < MOST_KEPT; i += 2) {
                    half.add(kept.get(i));
                }
                kept.clear();
                kept.addAll(half);
                every *= 2;
            }
            kept.add(scrape);
        }
    }
}
