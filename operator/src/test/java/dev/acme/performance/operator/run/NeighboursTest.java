package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.Runs;
import dev.acme.performance.operator.target.Attempt;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rule H-24, the part of it that the operator sees. */
class NeighboursTest {
    private static final Attempt ATTEMPT = Attempt.of(Runs.run(""), 1);
    private static final Instant END = NOW.plusSeconds(60);

    @Test
    void aPodThatStartedMeanwhileMakesTheNumbersNoisy() {
        var hog = pod("hog", NOW.plusSeconds(3));

        assertThat(Neighbours.of(ATTEMPT, List.of(hog)).noise(NOW, END))
                .hasValue("Noisy: 1 other pods started or ended on the same nodes meanwhile: other/hog");
    }

    @Test
    void soDoesOneThatEndedMeanwhile() {
        var ended = pod("job", NOW.minusSeconds(600))
                .edit()
                .editStatus()
                .withPhase("Succeeded")
                .addNewContainerStatus()
                .withNewState()
                .withNewTerminated()
                .withFinishedAt(NOW.plusSeconds(59).toString())
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        var neighbours = Neighbours.of(ATTEMPT, List.of(ended));

        assertThat(neighbours.noise(NOW, END)).isPresent();
        assertThat(neighbours.present()).isZero();
    }

    @Test
    void whatWasThereBeforeAndAfterIsANeighbourAndNoNoise() {
        var neighbours = Neighbours.of(
                ATTEMPT,
                List.of(
                        pod("before", NOW.minusSeconds(1)),
                        pod("after", END.plusSeconds(1)),
                        new PodBuilder()
                                .withNewMetadata()
                                .withName("young")
                                .withNamespace("other")
                                .endMetadata()
                                .build()));

        assertThat(neighbours.noise(NOW, END)).isEmpty();
        assertThat(neighbours.present()).isEqualTo(3);
    }

    @Test
    void theAttemptsOwnPodsAreNoNeighbours() {
        var own = pod("own", NOW.plusSeconds(1))
                .edit()
                .editMetadata()
                .withLabels(ATTEMPT.labels(Attempt.Component.REGISTRY))
                .endMetadata()
                .build();

        assertThat(Neighbours.of(ATTEMPT, List.of(own)).pods()).isEmpty();
    }

    @Test
    void ofManyThreeAreNamed() {
        var many = IntStream.range(0, 5).mapToObj(at -> pod("p" + at, NOW)).toList();

        assertThat(Neighbours.of(ATTEMPT, many).noise(NOW, END))
                .hasValueSatisfying(text -> assertThat(text).endsWith("other/p0, other/p1, other/p2, …"));
    }

    private static Pod pod(String name, Instant started) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("other")
                .withName(name)
                .withLabels(Map.of("app", name))
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .withStartTime(started.toString())
                .endStatus()
                .build();
    }
}
