package dev.acme.performance.operator.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.ExperimentPhase;
import dev.acme.performance.crds.PerformanceExperimentStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kstatus reads of an experiment that has ended (ADR 0010): as of a run. */
class ExperimentConditionsTest {
    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED,                      , Compared,        True,  False",
        "SUCCEEDED, the budget is used up, BudgetUsedUp,    True,  False",
        "FAILED,    no run gave numbers,   NothingMeasured, False, True",
        "CANCELLED, cancelled,             Cancelled,       False, True",
    })
    void onlyWhatWasCarriedOutIsReady(
            ExperimentPhase phase, @Nullable String shortfall, String reason, String ready, String stalled) {
        var experiment = Experiments.experiment(Experiments.spec(Experiments.BACKENDS));
        var finish = new ExperimentStep.Finish(phase, Optional.ofNullable(shortfall));

        var ended = new ExperimentEnd(experiment, Instant.EPOCH)
                .finished(PerformanceExperimentStatus.empty(), finish, "two cells differ");

        assertThat(ended.conditions())
                .extracting(
                        condition -> condition.getType() + " " + condition.getStatus() + " " + condition.getReason())
                .containsExactly(
                        "Ready " + ready + " " + reason,
                        "Reconciling False " + reason,
                        "Stalled " + stalled + " " + reason);
        assertThat(ended.observedGeneration())
                .isEqualTo(experiment.getMetadata().getGeneration());
    }
}
