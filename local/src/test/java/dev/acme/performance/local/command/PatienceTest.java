package dev.acme.performance.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(10), Duration.ofHours(1));

    @Test
    void aRunHasItsTimeAfterThePauseBeforeIt() {
        assertThat(PATIENCE.most()).isEqualTo(Duration.ofMinutes(70));
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, 3, 2, RUNNING, 3, 2, true",
        "RUNNING, 3, 2, RUNNING, 4, 2, false",
        "RUNNING, 3, 2, RUNNING, 3, 3, false",
        "RUNNING, 3, 3, SUSPENDED, 3, 3, false",
        "SUSPENDED, 3, 3, SUSPENDED, 3, 3, false",
        "SUSPENDED, 3, 3, RUNNING, 3, 3, false",
        "RUNNING, 3, 3, SUCCEEDED, 3, 3, false",
    })
    void onlyARunThatDoesNotEndIsCancelled(
            ExperimentPhase phase,
            int created,
            int completed,
            ExperimentPhase nowPhase,
            int nowCreated,
            int nowCompleted,
            boolean isExhausted) {
        assertThat(PATIENCE.isExhausted(status(phase, created, completed), status(nowPhase, nowCreated, nowCompleted)))
                .isEqualTo(isExhausted);
    }

    private static PerformanceExperimentStatus status(ExperimentPhase phase, int created, int completed) {
        return PerformanceExperimentStatus.empty()
                .withPhase(phase)
                .withCreated(created)
                .withCompleted(completed);
    }
}
