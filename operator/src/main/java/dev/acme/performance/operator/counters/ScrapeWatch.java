package dev.acme.performance.operator.counters;

import dev.acme.performance.operator.diagnosis.Scrape;
import dev.acme.performance.operator.target.Attempt;
import java.time.Duration;
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

    private final Scraper scraper;
    private final Map<Attempt, Following> byAttempt = new ConcurrentHashMap<>();

    public ScrapeWatch(Scraper scraper) {
        this.scraper = scraper;
    }

    /**
     * Starts where that is not done yet.
     *
     * @param pages asked now and then, for replicas may come and go
     * @param warmup load before the measured window
     */
    public void follow(Attempt attempt, Supplier<List<ReplicaPage>> pages, Duration warmup) {
        var following = new Following(scraper, pages, warmup);
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
        private final KeptScrapes kept;

        Following(Scraper scraper, Supplier<List<ReplicaPage>> pages, Duration warmup) {
            this.scraper = scraper;
            this.pages = pages;
            this.kept = new KeptScrapes(warmup);
        }

        void run() {
            try {
                var known = pages.get();
                for (long round = 1; !ended.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS); round++) {
                    known = round % ROUNDS_WITH_THE_SAME_PAGES == 0 ? pages.get() : known;
                    var scrape = scraper.scrape(known);
                    if (!scrape.byReplica().isEmpty()) {
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
            return kept.list();
        }

        private synchronized void keep(Scrape scrape) {
            kept.add(scrape);
        }
    }
}
