package dev.acme.performance.operator.run;

import static dev.acme.performance.operator.Runs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acme.performance.operator.target.Pods;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountFailuresTest {
    private static final Instant LATE = NOW.plusSeconds(5);

    @Test
    void aPodHangsWhenItsNodeHasBeenSilentForAWhile() {
        var creating = begun(Pods.waiting("ContainerCreating", ""));

        assertThat(MountFailures.hangs(creating, LATE)).isTrue();
        assertThat(MountFailures.hangs(creating, NOW.plusSeconds(4))).isFalse();
        assertThat(MountFailures.hangs(Pods.waiting("ContainerCreating", ""), LATE))
                .isFalse();
        assertThat(MountFailures.hangs(begun(Pods.waiting("ContainerCreating", "said already")), LATE))
                .isFalse();
        assertThat(MountFailures.hangs(begun(Pods.waiting("ErrImagePull", "")), LATE))
                .isFalse();
        assertThat(MountFailures.hangs(begun(Pods.running()), LATE)).isFalse();
        assertThat(MountFailures.hangs(begun(Pods.pending()), LATE)).isFalse();
    }

    @Test
    void onlyTheLatestWordCounts() {
        var failed = event("FailedMount", 1);
        var attached = event("FailedAttachVolume", 0);
        var pulling = event("Pulling", 2);
        var pulled = new EventBuilder(event("Pulled", 0))
                .withLastTimestamp(null)
                .withEventTime(new MicroTime("2026-01-01T12:00:03.000001Z"))
                .build();

        assertThat(MountFailures.failure(List.of())).isEmpty();
        assertThat(MountFailures.failure(List.of(failed, attached))).contains("FailedMount at 1");
        assertThat(MountFailures.failure(List.of(attached))).contains("FailedAttachVolume at 0");
        assertThat(MountFailures.failure(List.of(failed, pulling, attached))).isEmpty();
        assertThat(MountFailures.failure(List.of(pulled, failed))).isEmpty();
    }

    private static Pod begun(Pod pod) {
        return new PodBuilder(pod)
                .editStatus()
                .withStartTime(NOW.toString())
                .endStatus()
                .build();
    }

    private static Event event(String reason, int second) {
        return new EventBuilder()
                .withNewMetadata()
                .endMetadata()
                .withReason(reason)
                .withMessage(reason + " at " + second)
                .withLastTimestamp(NOW.plusSeconds(second).toString())
                .build();
    }
}
