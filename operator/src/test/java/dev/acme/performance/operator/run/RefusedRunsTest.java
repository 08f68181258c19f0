package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.target.Reason;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operator cannot or may not carry out fails at once, whoever is ahead of it, and says why. */
class RefusedRunsTest {
    private final RunPlanner planner = new RunPlanner(Runs.settings(Duration.ofSeconds(100)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "storage: {delivery: Redirect}                              | NOT_BUILT         | not built yet",
                "clients: 10001                    | CEILING_EXCEEDED  | ^clients 10001 \\(at most 10000\\): ",
                "compute: {autoscaling: {minReplicas: 1, maxReplicas: 2, targetCpuPercent: 50}}"
                        + "                        | NOT_CONFIGURED    | compute\\.replicas",
                "storage: {backend: rds}           | NOT_CONFIGURED    | DATABASE_URL.*DATABASE_SECRET"
            })
    void aSpecIsRefusedForItsReason(String spec, Reason reason, String message) {
        var step = planner.next(Runs.run(spec), Scene.EMPTY.behind("another").world());

        assertThat(step)
                .isInstanceOfSatisfying(
                        Step.End.class,
                        end -> assertThat(end.ending()).isInstanceOfSatisfying(Ending.Broken.class, broken -> {
                            assertThat(broken.reason()).isEqualTo(reason);
                            assertThat(broken.message()).containsPattern(message);
                        }));
    }
}
