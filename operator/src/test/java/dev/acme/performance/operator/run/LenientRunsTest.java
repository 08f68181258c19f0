package dev.acme.performance.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRun;
import dev.acme.performance.crds.PerformanceRunStatus;
import dev.acme.performance.crds.Phase;
import dev.acme.performance.operator.Runs;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LenientRunsTest {
    private final KubernetesSerialization serialization = LenientRuns.serialization();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"status\":{\"phase\":\"Exploding\"}",
                "\"status\":{\"attempt\":\"x\"}",
                "\"status\":[]",
                "\"spec\":[]",
                "\"spec\":{\"clients\":\"many\"}",
                "\"spec\":{\"clients\":9223372036854775808}",
                "\"spec\":{\"compute\":{\"backend\":\"mainframe\"}}",
            })
    void whatCannotBeReadKeepsItsMetadata(String poison) {
        var run = serialization.unmarshal("""
                {"apiVersion":"performance.acme.dev/v1alpha1","kind":"PerformanceRun",
                 "metadata":{"name":"a","namespace":"b","uid":"c","finalizers":["%s"]},%s}""".formatted(Finalizer.NAME, poison), PerformanceRun.class);

        assertThat(LenientRuns.isUnreadable(run)).isTrue();
        assertThat(run.getStatus()).isNull();
        assertThat(run.getMetadata().getUid()).isEqualTo("c");
        assertThat(Finalizer.isOn(run)).isTrue();
        assertThat(LenientRuns.isUnreadable(serialization.clone(run))).isTrue();
    }

    @Test
    void whatCanBeReadStaysAsItIs() {
        var run = Runs.run("", PerformanceRunStatus.empty().withPhase(Phase.RUNNING));

        var again = serialization.unmarshal(serialization.asJson(run), PerformanceRun.class);

        assertThat(again).isEqualTo(run);
    }
}
