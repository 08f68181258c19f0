package dev.acme.performance.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** K-17: arithmetic whose results are certified (NIST Statistical Reference Datasets, univariate). */
class LatencyRecordTest {
    private final LatencyRecord record = new LatencyRecord(2_000);

    @Test
    void nistNumAcc1HasMean10000002AndDeviation1() {
        LongStream.of(10_000_001, 10_000_003, 10_000_002).forEach(value -> record.add(value, false));

        assertThat(record.meanNanos()).isEqualTo(10_000_002);
        assertThat(record.standardDeviationNanos()).isEqualTo(1);
    }

    /** NumAcc4 in tenths: 10000000.2, then 500 times 10000000.1 and 10000000.3; the textbook formula finds no deviation. */
    @Test
    void nistNumAcc4HasMean10000000Point2AndDeviationOneTenth() {
        record.add(100_000_002, false);
        for (int i = 0; i < 500; i++) {
            record.add(100_000_001, false);
            record.add(100_000_003, false);
        }

        assertThat(record.meanNanos() / 10).isEqualTo(10_000_000.2);
        assertThat(record.standardDeviationNanos() / 10).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void hugeLatenciesCancelNothingOut() {
        long hour = 3_600_000_000_000L;
        for (int i = 0; i < 1_000; i++) {
            record.add(hour + i % 2, false);
        }

        assertThat(record.standardDeviationNanos()).isCloseTo(Math.sqrt(0.25 * 1_000 / 999), within(1e-12));
    }

    @Test
    void extremesAreExact() {
        LongStream.of(17, 3, 99_999_999_999L).forEach(value -> record.add(value, false));

        assertThat(record.minNanos()).isEqualTo(3);
        assertThat(record.maxNanos()).isEqualTo(99_999_999_999L);
    }

    @Test
    void recordsMergeAsIfOneHadSeenAll() {
        var other = new LatencyRecord(2_000);
        var all = new LatencyRecord(2_000);
        for (int i = 1; i <= 1_000; i++) {
            (i % 3 == 0 ? record : other).add(i * 1_234_567L, i % 7 == 0);
            all.add(i * 1_234_567L, i % 7 == 0);
        }

        record.merge(other);

        assertThat(record.meanNanos()).isEqualTo(all.meanNanos());
        assertThat(record.standardDeviationNanos()).isEqualTo(all.standardDeviationNanos());
        assertThat(record.all()).isEqualTo(all.all());
        assertThat(record.cold()).isEqualTo(all.cold());
        assertThat(record.maxNanos()).isEqualTo(all.maxNanos());
    }
}
