package dev.acme.performance.operator.counters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.diagnosis.Sample;
import dev.acme.performance.operator.diagnosis.Scrape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptScrapesTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    /** The load begins in the 20th second; the window a warm-up later, however long ago the first scrape was thinned. */
    @ParameterizedTest
    @CsvSource({"0, 30", "10, 30", "90, 600", "600, 60", "3600, 3600"})
    void theLastScrapeBeforeTheWindowIsKeptToTheSecond(int warmup, int window) {
        var kept = kept(warmup, 20, 20 + warmup + window);
        var windowStart = START.plusSeconds(20 + warmup);

        assertThat(kept.list())
                .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()))
                .filteredOn(scrape -> !Instant.parse(scrape.at()).isAfter(windowStart))
                .last()
                .satisfies(last -> assertThat(Duration.between(Instant.parse(last.at()), windowStart))
                        .isLessThanOrEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void howManyAreKeptHasABound() {
        assertThat(kept(3_600, 20, 20_000).list()).hasSizeBetween(60, 120 + 16);
    }

    @Test
    void fewAreAllKept() {
        assertThat(kept(0, 1_000, 100).list()).hasSize(100);
    }

    private static KeptScrapes kept(int warmup, int loadedAt, int seconds) {
        var kept = new KeptScrapes(Duration.ofSeconds(warmup));
        for (int at = 0; at < seconds; at++) {
            double requests = Math.max(0, at - loadedAt) * 50.0;
            kept.add(Scrape.of(
                    START.plusSeconds(at), Map.of("a", new TreeMap<>(Map.of(Sample.REQUESTS.metric(), requests)))));
        }
        return kept;
    }

    @Test
    void aTargetThatWasNeverLoadedKeepsNothingApart() {
        assertThat(kept(10, 5_000, 500).list()).hasSizeLessThanOrEqualTo(120);
        assertThat(new KeptScrapes(Duration.ZERO).list()).isEqualTo(List.of());
    }
}
