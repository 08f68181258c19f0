package dev.acme.performance.operator.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceRunStatus.Change;
import dev.acme.performance.exchange.Validity;
import dev.acme.performance.operator.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What void numbers may still say: who spoilt them, and nothing of the service. */
class VoidDiagnosisTest {
    private static final String LATE = "ClientSaturated: p99 of sends behind their plan, ms: 9.00, at most 5.00";

    /** The storage would be named, if the numbers stood. */
    private static Observed slowStorage() {
        return Observed.requests(2_000, 500).spent("firstbyte", 300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LATE,
                "ClientSaturated: processor time in the worst second, percent of its limit: 91.00, at most 70.00",
                "ClientSaturated: garbage collection, percent of the window: 3.00, at most 1.00",
                "ClientSaturated: throttled periods, percent: 4.00, at most 1.00 (1 times in 2 load generators)"
            })
    void aLoadGeneratorThatCouldNotKeepUpIsTheBottleneck(String reason) {
        var bottleneck =
                slowStorage().doubted(Validity.INVALID, reason).diagnosed("").bottleneck();

        assertThat(bottleneck.component()).isEqualTo("client");
        assertThat(bottleneck.evidence()).first().isEqualTo(reason);
        assertThat(bottleneck.change()).isEqualTo(new Change("load.pods", "2"));
        assertThat(bottleneck.advice()).startsWith("load.pods: 2 (was 1); ");
    }

    @Test
    void soItIsWhereNobodyLooksIntoTheTarget() {
        var result = slowStorage().doubted(Validity.INVALID, LATE).result();

        var bottleneck = Diagnosis.of(Runs.spec(""), result, new WhiteBox.Unseen("external"))
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("client");
    }

    /** More load generators would share the processors that are used up. */
    @Test
    void onANodeThatHasNoProcessorsLeftTheNodeIsWhatMadeItLate() {
        var bottleneck = slowStorage()
                .counted(Sample.NODE_CPU.key("busy"), 97)
                .counted(Sample.NODE_CPU.key("idle"), 3)
                .doubted(Validity.INVALID, LATE)
                .diagnosed("")
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("node-cpu");
        assertThat(bottleneck.evidence()).contains(LATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Corrupt: 3 of 100 answers had the wrong length", "LittlesLaw: X (R + Z) / N is 0.5"})
    void numbersThatAreVoidForAnythingElseNameNothing(String reason) {
        var diagnosis = slowStorage().doubted(Validity.INVALID, reason).diagnosed("");

        assertThat(diagnosis.bottleneck().component()).isEqualTo("not-enough-evidence");
        assertThat(diagnosis.bottleneck().evidence()).containsExactly("the numbers are void: " + reason);
        assertThat(diagnosis.bottleneck().change()).isNull();
        assertThat(diagnosis.breakdown()).isPresent();
    }

    @Test
    void doubtsTakeNothingAway() {
        var bottleneck = slowStorage()
                .doubted(Validity.SUSPECT, "Noisy: others used 9 %")
                .diagnosed("")
                .bottleneck();

        assertThat(bottleneck.component()).isEqualTo("storage");
    }
}
