package dev.acme.performance.operator.experiment;

import static dev.acme.performance.operator.experiment.SimulatedBench.failed;
import static dev.acme.performance.operator.experiment.SimulatedBench.measured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.experiment.plan.Experiments;
import org.junit.jupiter.api.Test;

/** How often an experiment changes the API server for a measurement, beside what its run does. */
class WritesCourseTest {
    private static final int RUNS = 12;
    /** The plan, the first measurement's place, and the end. */
    private static final int ONCE = 3;

    /** Its place, together with the end of the one before. */
    @Test
    void aMeasurementIsOneWriteOfTheStatus() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), (_, number) -> measured(100 + number));

        bench.toTheEnd();

        assertThat(bench.api().created()).hasSize(RUNS);
        assertThat(bench.api().statusWrites()).isLessThanOrEqualTo(ONCE + RUNS);
    }

    /** What failed is said before anything follows. */
    @Test
    void aRunThatFailedIsTold() {
        var bench = new SimulatedBench(
                Experiments.spec(Experiments.BACKENDS),
                (_, number) -> number < 2 ? failed("evicted") : measured(100 + number));

        bench.toTheEnd();

        assertThat(bench.api().statusWrites()).isLessThanOrEqualTo(ONCE + RUNS + 2);
    }

    /** Looked at again and again while a run is under way, nothing is written. */
    @Test
    void waitingIsNoWrite() {
        var bench = new SimulatedBench(Experiments.spec(Experiments.BACKENDS), (_, number) -> measured(100 + number));
        for (int look = 0; look < 4; look++) {
            var _ = bench.look();
        }
        int before = bench.api().statusWrites();

        for (int look = 0; look < 50; look++) {
            var _ = bench.look();
        }

        assertThat(bench.api().statusWrites()).isEqualTo(before);
    }
}
