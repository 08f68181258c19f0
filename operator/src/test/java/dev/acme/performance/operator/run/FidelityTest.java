package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Compute;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run's numbers are said to stand for. */
final class FidelityTest {
    private static final Fidelity REAL = new Fidelity("real", List.of("a", "b", "c", "d", "e", "f", "g"));

    @Test
    void aFunctionIsSimulatedWhateverElseIsReal() {
        var told = REAL.of(Compute.Backend.LAMBDA);

        assertThat(told.label()).isEqualTo("simulated");
        assertThat(told.notes())
                .hasSize(8)
                .startsWith("Lambda modelled: one request per environment, cold starts as processes, init limit,"
                        + " time-out, throttling, ramp, 10 requests/s per environment, 2 MB/s after 6 MB, idle reclaim")
                .contains("a", "f");
        assertThat(told.notes().get(1)).startsWith("Lambda not modelled: CPU quota by memory");
        assertThat(REAL.of(Compute.Backend.ECS)).isSameAs(REAL);
    }
}
