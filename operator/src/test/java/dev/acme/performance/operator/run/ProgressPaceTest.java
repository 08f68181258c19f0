package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Progress;
import dev.acme.performance.exchange.RunProgress;
import dev.acme.performance.exchange.RunProgress.Stage;
import dev.acme.performance.operator.Runs;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressPaceTest {
    private static final PerformanceRunStatus LOADING =
            new StatusProjection(Runs.run("", PerformanceRunStatus.empty()), NOW).loading();

    /** The load started at second 0; what is on record was written at second 10. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            stage      | written | percent | second | due
            MEASURING  |         | 24.9    | 59     | false
            MEASURING  |         | 25      | 2      | true
            MEASURING  |         | 0.1     | 60     | true
            CONNECTING |         | 100     | 61     | false
            WARMUP     |         | 100     | 61     | false
            MEASURING  | 25      | 49.9    | 69     | false
            MEASURING  | 25      | 50      | 12     | true
            MEASURING  | 25      | 25.1    | 70     | true
            """, useHeadersInDisplayName = true)
    void everyQuarterOfTheWayAndEveryMinuteIsWorthAWrite(
            Stage stage, Double written, double percent, long second, boolean isDue) {
        var old = written == null ? LOADING : after(line(Stage.MEASURING, written), NOW.plusSeconds(10));

        assertThat(ProgressPace.isWorthAWrite(old, line(stage, percent), NOW.plusSeconds(second)))
                .isEqualTo(isDue);
    }

    /** 14,400 seconds, looked at every other second. */
    @Test
    void aLoadOfFourHoursIsWrittenOnceAMinute() {
        var status = LOADING;
        int writes = 0;
        for (int second = 0; second < 14_400; second += 2) {
            var line = line(Stage.MEASURING, second / 144.0);
            if (ProgressPace.isWorthAWrite(status, line, NOW.plusSeconds(second))) {
                status = after(line, NOW.plusSeconds(second));
                writes++;
            }
        }
        assertThat(writes).isEqualTo(239);
    }

    @Test
    void whatAnOlderOperatorWroteHasNoInstant() {
        var old = LOADING.withProgress(new Progress(25, 1, 1, null, null, null, null, null));

        assertThat(ProgressPace.isWorthAWrite(old, line(Stage.MEASURING, 26), NOW.plusSeconds(59)))
                .isFalse();
        assertThat(ProgressPace.isWorthAWrite(old, line(Stage.MEASURING, 26), NOW.plusSeconds(60)))
                .isTrue();
    }

    private static PerformanceRunStatus after(RunProgress line, Instant at) {
        return new StatusProjection(Runs.run("", LOADING), at).awaitingLoad(Optional.of(line), Optional.empty());
    }

    private static RunProgress line(Stage stage, double percent) {
        return new RunProgress(stage, percent, 100, 1, 50, 12_345, 1.2, 3.5, 9.25);
    }
}
