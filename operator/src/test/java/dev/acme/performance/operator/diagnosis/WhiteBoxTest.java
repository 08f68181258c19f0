package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhiteBoxTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant END = START.plusSeconds(10);
    private static final String REQUESTS = Sample.REQUESTS.metric();
    private static final String DEPTH = Sample.QUEUE_DEPTH.metric();

    @Test
    void countersOfAllReplicasAreAddedUpFromTheLastScrapeBeforeTheWindow() {
        var seen = (WhiteBox.Seen) WhiteBox.of(
                List.of(
                        scrape(-9, Map.of("a", 0.0, "b", 0.0)),
                        scrape(-1, Map.of("a", 5.0, "b", 7.0)),
                        scrape(12, Map.of("a", 105.0, "b", 57.0, "added", 3.0))),
                START,
                END,
                Map.of());

        assertThat(seen.counted().requests()).isEqualTo(100 + 50 + 3);
        assertThat(seen.counted().replicas()).isEqualTo(3);
        assertThat(seen.remark()).isEmpty();
    }

    /** A node counts from its boot on. */
    @Test
    void theNodeOfAReplicaThatCameLaterIsLeftOut() {
        String busy = Sample.NODE_CPU.key("busy");
        var seen = (WhiteBox.Seen) WhiteBox.of(
                List.of(
                        Scrape.of(START.minusSeconds(1), Map.of("a", values(REQUESTS, 0, busy, 1_000))),
                        Scrape.of(
                                START.plusSeconds(12),
                                Map.of(
                                        "a", values(REQUESTS, 9, busy, 1_020),
                                        "added", values(REQUESTS, 3, busy, 777_000)))),
                START,
                END,
                Map.of());

        assertThat(seen.counted().requests()).isEqualTo(12);
        assertThat(seen.counted().increase(Sample.NODE_CPU, "busy")).isEqualTo(20);
        assertThat(seen.counted().replicaSeconds()).isEqualTo(13);
    }

    @Test
    void levelsAreThoseOfTheScrapesWithinTheWindow() {
        var seen = (WhiteBox.Seen) WhiteBox.of(
                List.of(depth(-2, 50), depth(-1, 60), depth(1, 10), depth(2, 20), depth(11, 90), depth(12, 0)),
                START,
                END,
                Map.of());

        assertThat(seen.counted().meanLevel(Sample.QUEUE_DEPTH)).isEqualTo(15);
        assertThat(seen.counted().highestLevel(Sample.QUEUE_DEPTH)).isEqualTo(20);
    }

    /**
     * One processor that is busy for 40 % all the time: the load's part of the scrapes' span is what its use belongs to,
     * and without a warm-up nothing is used before the window.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 4, 40", "0, 30, 4, 40",
        "5, 1, 4.4, 40", "5, 0.2, 4.08, 40",
        // the operator was replaced: the only scrape is older than the warm-up
        "60, 20, 12, 40", "60, 80, 28, 40"
    })
    void whatIsUsedInAWarmUpIsNotTheWindows(int warmup, double secondsBefore, double used, double percent) {
        var diagnosis = Observed.requests(1_000, 20)
                .load("mode: Closed, durationSeconds: 10, warmupSeconds: " + warmup)
                .scrapedBefore(secondsBefore)
                .counted(Sample.PROCESS_CPU, used)
                .diagnosed("");

        assertThat(diagnosis.cpuPercent().orElseThrow()).isCloseTo(percent, within(1e-6));
    }

    @Test
    void aReplicaThatIsGoneIsSaidAndOneThatBeganAnewVoidsEverything() {
        var gone = WhiteBox.of(
                List.of(scrape(-1, Map.of("a", 0.0, "b", 0.0)), scrape(12, Map.of("a", 9.0))), START, END, Map.of());
        var restarted =
                WhiteBox.of(List.of(scrape(-1, Map.of("a", 9.0)), scrape(12, Map.of("a", 4.0))), START, END, Map.of());

        assertThat(((WhiteBox.Seen) gone).remark()).contains("1 of 2 replicas did not answer after the load");
        assertThat(restarted).isEqualTo(new WhiteBox.Unseen("a replica's counters went down, as after a restart"));
    }

    @Test
    void oneScrapeOrAnEmptyOneIsNoEvidence() {
        var nobody = WhiteBox.of(List.of(scrape(-1, Map.of()), scrape(12, Map.of("a", 1.0))), START, END, Map.of());

        assertThat(WhiteBox.of(List.of(scrape(-1, Map.of("a", 1.0))), START, END, Map.of()))
                .isEqualTo(new WhiteBox.Unseen("the target was not scraped both before and after the load"));
        assertThat(nobody).isEqualTo(new WhiteBox.Unseen("no replica answered both before and after the load"));
    }

    @Test
    void aScrapeSurvivesAsTextWithoutItsZeros() {
        var scrape = Scrape.of(START, Map.of("a", values(REQUESTS, 2, DEPTH, 0), "b", values(REQUESTS, 0, DEPTH, 0)));

        assertThat(scrape.text())
                .isEqualTo(
                        "{\"at\":\"2026-01-01T12:00:00Z\",\"byReplica\":{\"a\":{\"" + REQUESTS + "\":2.0},\"b\":{}}}");
        assertThat(Scrape.parse(scrape.text()).map(Scrape::text)).contains(scrape.text());
        assertThat(Scrape.parse("{}")).isEqualTo(Optional.empty());
        assertThat(Scrape.parse("{\"at\":\"x\",\"byReplica\":{}}")).isEqualTo(Optional.empty());
        assertThat(Scrape.parse("no")).isEqualTo(Optional.empty());
    }

    @Test
    void aPageIsReadByNamesAndBytheLabelThatMatters() {
        var values = Sample.on("""
                # TYPE registry_request_seconds histogram
                registry_request_seconds_bucket{le="0.001",} 3.0
                registry_request_seconds_count 4.0
                registry_request_phase_seconds_total{phase="queue",} 1.5
                registry_storage_pool_leased{backend="s3",} 7.0
                registry_requests_total{code="503",} 2.0
                registry_requests_total{code="200",} 2.0
                """);

        assertThat(values)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "registry_request_seconds_count", 4.0,
                        "registry_request_phase_seconds_total:queue", 1.5,
                        "registry_storage_pool_leased", 7.0,
                        "registry_requests_total:503", 2.0,
                        "registry_requests_total:200", 2.0));
    }

    private static Scrape scrape(int second, Map<String, Double> requests) {
        var byReplica = new TreeMap<String, SortedMap<String, Double>>();
        requests.forEach((replica, count) -> byReplica.put(replica, new TreeMap<>(Map.of(REQUESTS, count))));
        return Scrape.of(START.plusSeconds(second), byReplica);
    }

    private static Scrape depth(int second, double depth) {
        return Scrape.of(START.plusSeconds(second), Map.of("a", new TreeMap<>(Map.of(DEPTH, depth))));
    }

    private static SortedMap<String, Double> values(String one, double value, String other, double otherValue) {
        return new TreeMap<>(Map.of(one, value, other, otherValue));
    }
}
