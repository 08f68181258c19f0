package dev.acme.performance.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator is killed by SIGKILL at each phase and started again: runs go on, and nothing is made twice. */
@OwnOperator
@DisplayNameGeneration(DisplayNameGenerator.Simple.class)
class KilledOperatorE2E {
    @RegisterExtension
    final Bench bench = new Bench();

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Phase.class,
            names = {"PROVISIONING", "RUNNING"})
    void aRunEndsWithTheJobsThatItBeganWith(Phase phase) {
        killedIn(phase);

        assertThat(bench.run("run").getStatus().phase()).isEqualTo(phase);
        bench.startOperator(Map.of());
        bench.assertEndedOnce("run");
    }

    /** Its end may be on record a moment before the kill; what is printed tells. */
    @Test
    void aRunThatIsBeingCollected() {
        killedIn(Phase.COLLECTING);

        bench.saw("killed in " + bench.run("run").getStatus().phase());
        bench.startOperator(Map.of());
        bench.assertEndedOnce("run");
    }

    @Test
    void aRunThatWaitsForItsTurn() {
        var operator = bench.startOperator(Map.of());
        bench.apply("first", Specs.LONG);
        bench.awaitPhase("first", Phase.PROVISIONING);
        bench.apply("second", Specs.SHORT);
        bench.awaitPhase("second", Phase.PENDING);
        operator.kill();

        bench.startOperator(Map.of());
        bench.assertEndedOnce("first");
        bench.assertEndedOnce("second");
    }

    private void killedIn(Phase phase) {
        var operator = bench.startOperator(Map.of());
        bench.apply("run", Specs.LONG);
        bench.awaitPhase("run", phase);
        operator.kill();
    }
}
