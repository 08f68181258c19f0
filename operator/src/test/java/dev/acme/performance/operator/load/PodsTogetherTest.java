package dev.acme.performance.operator.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.target.PodProblem;
import dev.acme.performance.operator.target.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What three pods make together, by what each is. */
class PodsTogetherTest {
    private static final PodProblem PULL = new PodProblem(Reason.IMAGE_UNAVAILABLE, "no image");
    private static final PodProblem OOM = new PodProblem(Reason.OUT_OF_MEMORY, "too small");
    private static final PodProblem GONE = new PodProblem(Reason.POD_LOST, "deleted");
    private static final LoadState WAITS = new LoadState.Starting(Optional.of(PULL));
    private static final LoadState LOST = new LoadState.Lost(GONE);

    private record Case(String name, boolean hasPodEnded, List<LoadState> each, LoadState together) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "all at work",
                        false,
                        List.of(runs("a"), runs("b"), runs("c")),
                        new LoadState.Running(List.of("a", "b", "c"), List.of(), false)),
                new Case("one is still on its way", false, List.of(runs("a"), runs("b"), WAITS), WAITS),
                new Case(
                        "one is not made yet",
                        false,
                        List.of(runs("a"), runs("b")),
                        new LoadState.Starting(Optional.empty())),
                new Case(
                        "one is done",
                        true,
                        List.of(runs("a"), ended("b", Optional.empty()), runs("c")),
                        new LoadState.Running(List.of("a", "c"), List.of(left("b")), false)),
                new Case(
                        "one broke, the others go on",
                        true,
                        List.of(runs("a"), ended("b", Optional.of(OOM)), runs("c")),
                        new LoadState.Running(List.of("a", "c"), List.of(left("b")), false)),
                new Case(
                        "all are done, and one broke",
                        true,
                        List.of(
                                ended("a", Optional.empty()),
                                ended("b", Optional.of(OOM)),
                                ended("c", Optional.empty())),
                        new LoadState.Ended(List.of(left("a"), left("b"), left("c")), Optional.of(OOM))),
                new Case("one was deleted", false, List.of(runs("a"), LOST, runs("c")), LOST),
                new Case(
                        "one is gone",
                        true,
                        List.of(runs("a"), runs("c")),
                        new LoadState.Lost(new PodProblem(Reason.POD_LOST, "1 of 3 load generators' pods are gone"))),
                new Case(
                        "not all were told to stop",
                        false,
                        List.of(new LoadState.Running("a", true), runs("b"), new LoadState.Running("c", true)),
                        new LoadState.Running(List.of("a", "b", "c"), List.of(), false)),
                new Case(
                        "all were told to stop",
                        false,
                        List.of(
                                new LoadState.Running("a", true),
                                new LoadState.Running("b", true),
                                new LoadState.Running("c", true)),
                        new LoadState.Running(List.of("a", "b", "c"), List.of(), true)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theyMeasureTogetherOrNotAtAll(Case example) {
        assertThat(new PodsTogether(example.each(), 3).state(example.hasPodEnded()))
                .isEqualTo(example.together());
    }

    private static LoadState runs(String pod) {
        return new LoadState.Running(pod, false);
    }

    private static LoadState ended(String pod, Optional<PodProblem> problem) {
        return new LoadState.Ended(pod, Optional.empty(), problem);
    }

    private static LoadState.Left left(String pod) {
        return new LoadState.Left(pod, Optional.empty());
    }
}
