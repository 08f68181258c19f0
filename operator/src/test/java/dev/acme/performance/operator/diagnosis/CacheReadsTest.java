package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a cache's requests cost the storage. */
class CacheReadsTest {
    @Test
    void onlyWhoReadTheStorageCounts() {
        var reads = reads(Observed.requests(100, 10)
                .counted(Sample.CACHE.key("hit"), 60)
                .counted(Sample.CACHE.key("joined"), 30)
                .counted(Sample.CACHE.key("miss"), 4)
                .counted(Sample.CACHE.key("bypass"), 5)
                .counted(Sample.CACHE.key("unkept"), 1));

        assertThat(reads).contains(new CacheReads(100, 10));
        assertThat(reads.orElseThrow().readsPerRequest()).isEqualTo(0.1);
    }

    @Test
    void aServiceWithoutACacheTellsNothing() {
        assertThat(reads(Observed.requests(100, 10))).isEmpty();
    }

    private static Optional<CacheReads> reads(Observed observed) {
        return switch (observed.whiteBox()) {
            case WhiteBox.Seen seen -> CacheReads.of(seen.counted());
            case WhiteBox.Unseen unseen -> throw new IllegalStateException(unseen.why());
        };
    }
}
