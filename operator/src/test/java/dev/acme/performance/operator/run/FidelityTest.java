package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run's numbers are said to stand for. */
final class FidelityTest {
    private static final Fidelity REAL = new Fidelity("real", List.of("a", "b", "c", "d", "e", "f", "g"));

    @Test
    void aFunctionIsSimulatedWhateverElseIsReal() {
        var told = REAL.of(Runs.spec("compute: {backend: lambda}"));

        assertThat(told.label()).isEqualTo("simulated");
        assertThat(told.notes())
                .hasSize(8)
                .startsWith("Lambda modelled: one request per environment, cold starts as processes, init limit and"
                        + " its retry, time-out, throttling with its reasons, ramp of 1,000 in 10 s, 10 requests/s per"
                        + " environment, 2 MB/s after 6 MB, idle reclaim; answers are streamed, so that the 6 MB limit of"
                        + " buffered ones never applies")
                .contains("a", "f");
        assertThat(told.notes().get(1)).startsWith("Lambda not modelled: CPU quota by memory");
        assertThat(REAL.of(Runs.spec(""))).isSameAs(REAL);
    }

    @Test
    void anExternalTargetIsNotOursAndTheResultSaysSo() {
        var told = REAL.of(Runs.spec("compute: {backend: external, target: inference}"));

        assertThat(told.label()).isEqualTo("real");
        assertThat(told.notes()).first().asString().startsWith("the target inference is not the operator's");
    }
}
