package dev.acme.performance.operator.experiment.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.Phase;
import dev.acme.performance.crds.Verdict;
import dev.acme.performance.exchange.Validity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    private static final String FEW = "FewSamples: 100 successes";

    /** Runs that were disturbed by different amounts are one doubt. */
    @Test
    void aDoubtOfSeveralRunsIsToldOnce() {
        assertThat(Reasons.of(Stream.of(run("Noisy: 16.1 %", FEW), run(FEW), run("Noisy: 16.8 %", FEW))))
                .containsExactly("Noisy (2 times, the first): 16.1 %", FEW);
    }

    @Test
    void sentencesWithoutAWordOfTheirOwnAreKeptAsTheyAre() {
        assertThat(Reasons.of(Stream.of(run("the pod ended"), run("the pod did not start", "the pod ended"))))
                .containsExactly("the pod ended", "the pod did not start");
    }

    private static RunFigures run(String... reasons) {
        return new RunFigures(
                "run",
                "cell",
                0,
                0,
                Phase.SUCCEEDED,
                Verdict.INCONCLUSIVE,
                Validity.SUSPECT,
                List.of(reasons),
                Map.of(),
                100,
                0,
                null,
                null,
                null,
                null,
                "");
    }
}
