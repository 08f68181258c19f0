package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceExperimentStatus;
import dev.acme.performance.operator.experiment.plan.Experiments;
import dev.acme.performance.operator.ops.RunEvent;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Experiments that have ended and are to be done again, which an API server will not have for now. */
class RefusedRerunCourseTest {
    /** Whoever asked for it sees that he was heard, and the result before stands. */
    @Test
    void aRerunThatIsRefusedForNowSaysSoOnceAndUntilWhen() {
        var bench =
                new SimulatedBench(Experiments.spec(Experiments.BACKENDS), (_, number) -> measured(100 + number % 3));
        var result = bench.toTheEnd();
        bench.api().forbidsNext(3);
        bench.edit("rerun: again");

        bench.look();
        var refused = bench.status();
        bench.look();

        String until = Instant.parse(Objects.requireNonNull(result.completedAt()))
                .plus(Patience.LONGEST)
                .toString();
        assertThat(refused.message())
                .isEqualTo(
                        "rerun refused for now, asked again until %s: forbidden: no rights just now".formatted(until));
        assertThat(refused.withMessage(result.message()).withConditions(result.conditions()))
                .as("all else")
                .isEqualTo(result);
        assertThat(reasons(refused))
                .containsEntry("Reconciling", "RerunRefused")
                .containsEntry("Ready", "Compared");
        assertThat(bench.status()).as("the second refusal").isEqualTo(refused);
        var event = ExperimentEvents.of(bench.api().experiment(), result, refused);
        assertThat(event).hasValueSatisfying(it -> {
            assertThat(it.type()).isEqualTo(RunEvent.Type.WARNING);
            assertThat(it.reason()).isEqualTo("RerunRefused");
            assertThat(it.message()).isEqualTo(refused.message());
        });
        assertThat(ExperimentEvents.of(bench.api().experiment(), refused, bench.status()))
                .isEmpty();
        var again = bench.toTheEnd();
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(reasons(again)).doesNotContainValue("RerunRefused");
    }

    @Test
    void aRefusedRerunThatIsTakenBackLeavesTheResultAsItWas() {
        var bench =
                new SimulatedBench(Experiments.spec(Experiments.BACKENDS), (_, number) -> measured(100 + number % 3));
        var result = bench.toTheEnd();
        bench.api().forbidsNext(Integer.MAX_VALUE);
        bench.edit("rerun: again");
        bench.look();
        bench.edit("rerun: null");

        var status = bench.toTheEnd();

        assertThat(status.attempt()).isEqualTo(1);
        assertThat(status.message()).isEqualTo(result.message());
        assertThat(reasons(status)).isEqualTo(reasons(result));
    }

    /** Reasons of conditions by their types. */
    private static Map<String, String> reasons(PerformanceExperimentStatus status) {
        return status.conditions().stream().collect(Collectors.toMap(Condition::getType, Condition::getReason));
    }
}
