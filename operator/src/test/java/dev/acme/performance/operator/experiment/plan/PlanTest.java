package dev.acme.performance.operator.experiment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.crds.PerformanceExperimentStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final int STAGES = 4;

    /** What is measured first in a block meets another machine than what follows it: no seed may give one of the two that place by habit. */
    @Test
    void whichOfTwoComesFirstInAWalksBlocksIsDrawn() {
        var first = IntStream.rangeClosed(1, 100)
                .mapToObj(PlanTest::firstOfEachStage)
                .toList();

        for (int stage = 0; stage < STAGES; stage++) {
            int place = stage;
            assertThat(first.stream().filter(one -> one.charAt(place) == 'i').count())
                    .as("of 100 seeds, the incumbent first in stage %d", stage)
                    .isBetween(35L, 65L);
        }
        assertThat(first.stream().distinct()).as("%s", first).hasSize(1 << STAGES);
    }

    /** Of each stage's first block the first: i for the incumbent, c for the change. */
    private static String firstOfEachStage(int seed) {
        var status = Serialization.unmarshal("""
                seed: %d
                path:
                - {from: template, to: step-1}
                - {from: template, to: step-2}
                - {from: template, to: step-3}
                - {from: template, to: step-4}
                """.formatted(seed), PerformanceExperimentStatus.class);
        var slots = new Plan(Experiments.spec("strategy: Tune\nrepeats: 3"), status).slots();
        return IntStream.range(0, STAGES)
                .mapToObj(stage -> slots.get(1 + stage * 2 * 3).cell().equals("template") ? "i" : "c")
                .collect(Collectors.joining());
    }
}
