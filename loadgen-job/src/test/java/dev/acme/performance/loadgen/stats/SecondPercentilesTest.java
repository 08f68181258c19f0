package dev.acme.performance.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a second while the load goes on, over two threads. */
class SecondPercentilesTest {
    private static final long SECOND = 1_000 * Requests.MILLI;

    private final Tally one = begun();
    private final Tally other = begun();
    private final SecondPercentiles percentiles = new SecondPercentiles(List.of(one, other));

    @Test
    void aSecondIsToldOnceEveryThreadHasLeftIt() {
        for (int i = 1; i <= 50; i++) {
            succeed(one, 10);
            succeed(other, i == 50 ? 400 : 20);
        }
        percentiles.collect();
        assertThat(percentiles.latest()).isEmpty();

        one.tick(SECOND);
        percentiles.collect();
        assertThat(percentiles.latest()).isEmpty();

        other.tick(SECOND);
        percentiles.collect();
        assertThat(percentiles.latest()).hasValueSatisfying(pair -> {
            assertThat(pair.p50Ms()).isEqualTo(10, offset(0.01));
            assertThat(pair.p99Ms()).isEqualTo(20, offset(0.02));
        });
    }

    @Test
    void aSecondInWhichNothingSucceededHasNoLatencyToTell() {
        succeed(one, 10);
        one.tick(2 * SECOND);
        other.tick(2 * SECOND);

        percentiles.collect();

        assertThat(percentiles.latest()).isEmpty();
        assertThat(percentiles.of(0)).isNotNull();
    }

    private static Tally begun() {
        var tally = new Tally(0, 10);
        tally.begin(0, 10 * SECOND);
        return tally;
    }

    private static void succeed(Tally tally, long millis) {
        tally.succeeded(Requests.of(0, millis), 1, false);
    }
}
