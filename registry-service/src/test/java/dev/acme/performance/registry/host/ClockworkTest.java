package dev.acme.performance.registry.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depends on time, against a clock of the test's own. */
final class ClockworkTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;

    @Test
    void theRampLetsTenSecondsWorthPassAndFillsSteadily() {
        var ramp = new Ramp(4, 0);
        for (int i = 0; i < 4; i++) {
            assertThat(ramp.isOpen(0)).isTrue();
            ramp.started(0);
        }

        assertThat(ramp.isOpen(0)).isFalse();
        assertThat(ramp.isOpen(2499 * MILLI)).isFalse();
        assertThat(ramp.isOpen(2501 * MILLI)).isTrue();
        ramp.started(2501 * MILLI);
        assertThat(ramp.isOpen(2502 * MILLI)).isFalse();
        assertThat(ramp.isOpen(100 * SECOND)).isTrue();
        assertThat(new Ramp(0, 0).isOpen(0)).as("switched off").isTrue();
    }

    @Test
    void whatFailsIsTriedLaterAndLaterUntilItSucceeds() {
        var backOff = new BackOff();
        assertThat(backOff.isOpen(0)).isTrue();

        long now = 5 * SECOND;
        for (long wait : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            backOff.failed(now);
            backOff.failed(now);
            assertThat(backOff.isOpen(now + wait * SECOND - 1))
                    .as("before %s s", wait)
                    .isFalse();
            now += wait * SECOND;
            assertThat(backOff.isOpen(now)).as("after %s s", wait).isTrue();
        }
        backOff.failed(now);
        backOff.succeeded();
        assertThat(backOff.isOpen(now)).isTrue();
    }

    @Test
    void anEnvironmentTakesSoManyRequestsWithinOneSecond() {
        var rate = new RequestRate(2);
        rate.took(0);
        rate.took(400 * MILLI);

        assertThat(rate.allows(999 * MILLI)).isFalse();
        assertThat(rate.allows(SECOND)).isTrue();
        rate.took(SECOND);
        assertThat(rate.allows(1300 * MILLI)).isFalse();
        assertThat(rate.allows(1400 * MILLI)).isTrue();
        assertThat(new RequestRate(0).allows(0)).as("switched off").isTrue();
    }

    @ParameterizedTest
    @CsvSource({"5, false, 4999, false", "5, false, 5000, true", "5, true, 50000, false", "0, false, 50000, false"})
    void anUnusedEnvironmentIsGivenUp(int idleSeconds, boolean provisioned, long idleMillis, boolean due) {
        var reclaim = new Reclaim(Duration.ofSeconds(idleSeconds));

        assertThat(reclaim.isDue(provisioned, 7, 7 + idleMillis * MILLI)).isEqualTo(due);
    }

    @Test
    void aStreamsFirstBytesLeaveAtOnceAndTheRestSteadily() {
        var pace = new StreamPace(new AnswerSettings(true, 1, 0, 6_000_000, 2_000_000));
        long now = 0;
        var waits = new ArrayList<Long>();
        for (int sent = 0; sent < 10_000_000; sent += 1_000_000) {
            var wait = pace.before(1_000_000, now);
            waits.add(wait.toMillis());
            now += wait.toNanos();
        }

        assertThat(waits).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 500L, 500L, 500L, 500L);
        assertThat(now).as("4 MB at 2 MB/s").isEqualTo(2 * SECOND);
    }

    @Test
    void aStreamWithoutALimitIsNotHeldUp() {
        var pace = new StreamPace(new AnswerSettings(true, 1, 0, 0, 0));

        assertThat(pace.before(1 << 30, 0)).isZero();
    }
}
